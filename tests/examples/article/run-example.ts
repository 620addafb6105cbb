import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { repository } from '../../support/run-grade.ts'

export type Ran = { code: number | null; stdout: string; stderr: string }

/** When to kill: as soon as this stands on stderr, or a file with such a name is in the folder of the run. */
export type KillAt = { stderr: RegExp } | { folder: string; file: RegExp }

/** Runs the example as `npm run example:article` does; with `killAt`, kills it (-9) at that moment. */
export function runExample(words: readonly string[], killAt?: KillAt): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'examples/article/article.ts', ...words], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ran: Ran = { code: null, stdout: '', stderr: '' }
    const kill = (): void => void child.kill('SIGKILL')
    const watcher =
      killAt && 'folder' in killAt
        ? watch(killAt.folder, (_event, name) => {
            if (name !== null && killAt.file.test(name)) kill()
          })
        : null
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ran.stderr += text
      if (killAt && 'stderr' in killAt && killAt.stderr.test(ran.stderr)) kill()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      watcher?.close()
      resolve({ ...ran, code })
    })
  })
}
