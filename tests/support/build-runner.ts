import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(__dirname, '../..')

export interface BuiltRunner {
  path: string
  remove(): void
}

/** Bundles the child's program, as the package's own build does, into a temporary folder. */
export async function buildRunner(): Promise<BuiltRunner> {
  const folder = mkdtempSync(join(tmpdir(), 'grade-descent-runner-'))
  const path = join(folder, 'runner.cjs')
  await build({
    entryPoints: [join(root, 'grader/subject/runner.ts')],
    outfile: path,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    alias: { 'grade-descent/student': join(root, 'reference-engine/student.ts') },
    logLevel: 'silent',
  })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
