import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { rule } from '../../../../grader/course-check/rules/calibration.ts'
import type { ExaminedExercise, Fault } from '../../../../grader/course-check/rule.ts'

const folder = 'exercise-1-doubling'
let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'grade-descent-calibration-'))
  mkdirSync(join(directory, 'exercises', folder), { recursive: true })
})
afterEach(() => rmSync(directory, { recursive: true }))

async function faultsWith(calibration: string | null): Promise<Fault[]> {
  if (calibration !== null) writeFileSync(join(directory, 'exercises', folder, 'calibration.json'), calibration)
  const examined = {
    course: { directory, compiled: directory },
    exercisePath: `exercises/${folder}`,
    exercise: {
      id: 'exercise-1',
      folder,
      checks: [
        { id: 'fit-accuracy', kind: 'accuracy' },
        { id: 'fit-values', kind: 'values' },
      ],
    },
  } as unknown as ExaminedExercise
  return (await rule.find(examined)).faults
}

const sound = { version: '1', checks: { 'fit-accuracy': { floor: -0.1, target: -0.01 } } }

test('a target above the floor is sound', async () => {
  expect(await faultsWith(JSON.stringify(sound))).toEqual([])
})

test.each([
  ['missing', null, 'is missing: fit-accuracy needs a threshold'],
  ['no JSON', '{', 'is no JSON'],
  ['without the check', '{ "version": "1", "checks": {} }', 'no threshold for fit-accuracy'],
  ['without checks', '{ "version": "1" }', 'no threshold for fit-accuracy'],
  [
    'with a target at the floor',
    JSON.stringify({ checks: { 'fit-accuracy': { floor: -0.01, target: -0.01 } } }),
    'the floor of fit-accuracy (-0.01) is not below its target (-0.01)',
  ],
  ['without numbers', '{ "checks": { "fit-accuracy": {} } }', 'is not below its target'],
  [
    'with a check that is gone',
    JSON.stringify({ checks: { ...sound.checks, 'fit-values': { floor: 0, target: 1 } } }),
    'a threshold for fit-values, which is no accuracy check',
  ],
])('%s', async (_, calibration, words) => {
  const faults = await faultsWith(calibration)
  expect(faults).toHaveLength(1)
  expect(faults[0].file).toBe(`exercises/${folder}/calibration.json`)
  expect(faults[0].message).toContain(words)
  expect(faults[0].message).toContain('npm run grade -- calibrate exercise-1')
})
