import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')
const fixture = join(root, 'tests/fixtures/course')

/** New text of a file from its old one ('' where there is none); null deletes it, or a whole folder. */
export type Edit = null | ((text: string) => string)

/** A copy of the fixture's course that a test may break. */
export interface CourseCopy {
  directory: string
  edit(path: string, edit: Edit): void
  /** Copies the exercise under another name, such as `exercise-2-tripling`. */
  addExercise(name: string): void
  remove(): void
}

const original = 'exercise-1-doubling'

export function copyCourse(): CourseCopy {
  const directory = mkdtempSync(join(tmpdir(), 'grade-descent-course-'))
  cpSync(fixture, directory, { recursive: true })
  return {
    directory,
    edit(path, edit) {
      const file = join(directory, path)
      if (edit === null) return rmSync(file, { recursive: true })
      const old = readOrEmpty(file)
      const text = edit(old)
      if (text === old) throw new Error(`the edit of ${path} changes nothing`)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    addExercise(name) {
      for (const part of ['exercises', 'solutions'])
        cpSync(join(directory, part, original), join(directory, part, name), { recursive: true })
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Text with one occurrence replaced; a pattern that isn't there is the test's mistake. */
export function replacing(old: string, replacement: string): Edit {
  return (text) => {
    if (!text.includes(old)) throw new Error(`there is no ${JSON.stringify(old)} to replace`)
    return text.replace(old, () => replacement)
  }
}

export interface Ended {
  code: number
  lines: string[]
  errors: string
}

/** Runs one of scripts/ as npm does. */
export function runScript(script: string, ...words: string[]): Promise<Ended> {
  const args = [join(root, 'scripts/run.mjs'), `scripts/${script}.ts`, ...words]
  return new Promise((resolveRun) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolveRun({ code, lines: stdout.split('\n').filter((line) => line !== ''), errors: stderr })
    })
  })
}
