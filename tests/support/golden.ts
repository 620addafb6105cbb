import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const folder = join(process.cwd(), 'tests/golden')

/** The first lines that differ, with two lines before them. */
function difference(expected: string, received: string): string {
  const [old, now] = [expected.split('\n'), received.split('\n')]
  const first = old.findIndex((line, index) => line !== now[index])
  const at = first < 0 ? old.length : first
  const some = (lines: string[], sign: string) => lines.slice(at, at + 5).map((line) => `${sign} ${line.slice(0, 300)}`)
  const before = old.slice(Math.max(0, at - 2), at).map((line) => `  ${line.slice(0, 300)}`)
  return [`line ${at + 1}:`, ...before, ...some(old, '-'), ...some(now, '+')].join('\n')
}

/**
 * Compares a rendering with its golden file. Where they differ the rendering is written beside it with `-changed` in its
 * name, so that both can be looked at. `UPDATE_GOLDEN=1` writes the golden file anew.
 *
 * @throws Error with the first difference
 */
export function expectGolden(name: string, received: string): void {
  const file = join(folder, name)
  const changed = file.replace(/(\.[^.]*)$/, '-changed$1')
  rmSync(changed, { force: true })
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, received)
    return
  }
  const expected = existsSync(file) ? readFileSync(file, 'utf8').replace(/\r\n/g, '\n') : ''
  if (expected === received) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(changed, received)
  throw new Error(
    `${name} differs from its golden file at ${difference(expected, received)}\n` +
      `The new rendering is in ${changed}. If it is right: UPDATE_GOLDEN=1 npx jest tests/reports`,
  )
}
