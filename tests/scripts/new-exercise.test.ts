import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { filesBelow } from '../../grader/course-check/files-below.ts'
import { copyCourse, runScript, type CourseCopy, type Ended } from '../support/course-copy.ts'

// The fixture's course has exercise 1, so the new one is number 2; it is called `double` so that the fixture's alternatives
// and misconceptions fill it in.

const exercise = 'exercises/exercise-2-double'
const solution = 'solutions/exercise-2-double'

let copy: CourseCopy
let made: Ended
let refused: Ended
let placeholders: string[]
let accepted: Ended

beforeAll(async () => {
  copy = copyCourse()
  made = await runScript('new-exercise', 'double', '--course', copy.directory)
  placeholders = placeholderLines()
  refused = await checkCourse()
  fillIn()
  accepted = await checkCourse()
}, 30_000)

afterAll(() => copy.remove())

function checkCourse(): Promise<Ended> {
  return runScript('check-course', '--course', copy.directory, '--exercise', 'exercise-2')
}

function sources(): string[] {
  return [exercise, solution].flatMap((path) => filesBelow(join(copy.directory, path)).map((file) => `${path}/${file}`))
}

/** `file:line` of everything that waits for an author. */
function placeholderLines(): string[] {
  return sources().flatMap((file) =>
    readFileSync(join(copy.directory, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.includes('FILL IN') ? [`${file}:${index + 1}`] : [])),
  )
}

function fillIn(): void {
  const at = (path: string): string => join(copy.directory, path)
  copy.edit(`${solution}/misconceptions/name-of-the-mistake.ts`, null)
  cpSync(at('solutions/exercise-1-doubling/misconceptions'), at(`${solution}/misconceptions`), { recursive: true })
  for (const name of ['map', 'kit', 'addition']) {
    const from = at(`solutions/exercise-1-doubling/alternatives/${name}`)
    const to = at(`${solution}/alternatives/${name}`)
    for (const file of filesBelow(from)) cpSync(join(from, file), join(to, file.replace('doubling', 'double')))
  }
  const points = [40, 5, 5, 40, 5, 5]
  for (const file of sources()) {
    const text = readFileSync(at(file), 'utf8')
    const filled = text
      .replace('  draft: true,\n', '')
      .replaceAll('zh: untranslated', "zh: '中文'")
      .replaceAll(/FILL IN: ?/g, '')
      .replaceAll('points: 0', () => `points: ${points.shift()}`)
    writeFileSync(at(file), filled)
  }
}

test('makes every file, and says how to go on', () => {
  expect(made.errors).toBe('')
  expect(made.code).toBe(0)
  expect(made.lines.slice(0, 2)).toEqual([`made ${exercise}`, `made ${solution}`])
  expect(made.lines[2]).toContain('--exercise exercise-2')
  expect(sources().filter((file) => !/alternatives|misconceptions/.test(file))).toEqual([
    `${exercise}/checks/titles.ts`,
    `${exercise}/double.test.ts`,
    `${exercise}/double.ts`,
    `${exercise}/exercise.ts`,
    `${exercise}/handout.en.md`,
    `${exercise}/handout.zh.md`,
    `${exercise}/hints.ts`,
    `${solution}/double.ts`,
  ])
})

test('check-course refuses it, and says of each placeholder what to fill in', () => {
  expect(refused.code).toBe(1)
  expect(placeholders.length).toBeGreaterThan(25)
  for (const place of placeholders) {
    const faults = refused.lines.filter((line) => line.startsWith(`${place}: is still to be filled in: `))
    expect([place, faults.length]).toEqual([place, 1])
  }
  expect(refused.lines).toContain(
    `${exercise}/exercise.ts: can't be loaded: the checks' points sum to 0; an exercise is worth 100`,
  )
})

test('check-course accepts it once it is filled in', () => {
  expect(accepted.lines).toHaveLength(4)
  expect(accepted.lines[2]).toMatch(/^\| exercise-2-double +\| 2 +\| 100 +\| 8 of 8 +\| 4 of 4 +\|/)
  expect(accepted.code).toBe(0)
})

describe('wrong usage', () => {
  test.each([
    ['Batch Norm', "can't be the name of an exercise"],
    ['doubling', 'There is exercise-1-doubling already'],
  ])('%s', async (name, words) => {
    const { code, errors } = await runScript('new-exercise', name, '--course', copy.directory)
    expect(code).toBe(2)
    expect(errors).toContain(words)
  })
})
