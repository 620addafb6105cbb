import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Report } from '../../grader/report.ts'
import { validateReport } from '../../reports/validate-report.ts'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export const repository = join(__dirname, '..', '..')

/** Runs the built command, as a user would. */
export function runGrade(
  words: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', NO_COLOR: '1', ...options.env }
    const child = spawn(process.execPath, [join(repository, 'dist', 'grade.mjs'), ...words], {
      cwd: options.cwd ?? repository,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Runs the command with `--format json` and gives the report, held against its schema. */
export async function gradeJson(
  words: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran & { report: Report }> {
  const ran = await runGrade([...words, '--format', 'json'], options)
  return { ...ran, report: validateReport(JSON.parse(ran.stdout), 'stdout') }
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'grade-descent-test-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}
