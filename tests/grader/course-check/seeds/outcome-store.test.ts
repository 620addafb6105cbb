import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openOutcomeStore } from '../../../../grader/course-check/seeds/outcome-store.ts'
import type { Outcome } from '../../../../grader/course-check/seeds/runs.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grade-descent-outcomes-'))
  file = join(folder, 'new', 'exercise-1.jsonl')
})

afterEach(() => rmSync(folder, { recursive: true }))

function outcome(milliseconds: number, unpassed: Outcome['unpassed'] = []): Outcome {
  return { seed: 'aa', unpassed, milliseconds }
}

test('an outcome is found again by a store that opens the file later', () => {
  const store = openOutcomeStore(file)
  expect(store.get('first')).toBeNull()
  store.add('first', outcome(1))
  store.add('second', outcome(2))
  expect(store.get('first')).toEqual(outcome(1))
  expect(openOutcomeStore(file).get('second')).toEqual(outcome(2))
})

test('a line that a kill cut off is forgotten, and spoils neither those before it nor those after it', () => {
  openOutcomeStore(file).add('first', outcome(1))
  const whole = readFileSync(file, 'utf8')
  appendFileSync(file, whole.replace('first', 'second').slice(0, 20))
  openOutcomeStore(file).add('third', outcome(3))
  const store = openOutcomeStore(file)
  expect(store.get('first')).toEqual(outcome(1))
  expect(store.get('second')).toBeNull()
  expect(store.get('third')).toEqual(outcome(3))
})

test.each(['inconclusive', 'grader-error'] as const)('what ended %s is tried again next time', (status) => {
  const unjudged = outcome(1, [{ id: 'x', status, points: 0, diagnosis: null, message: 'too busy' }])
  const store = openOutcomeStore(file)
  store.add('first', unjudged)
  expect(store.get('first')).toEqual(unjudged)
  expect(openOutcomeStore(file).get('first')).toBeNull()
})

test('an empty file is an empty store', () => {
  file = join(folder, 'empty.jsonl')
  writeFileSync(file, '')
  expect(openOutcomeStore(file).get('first')).toBeNull()
})
