import stringWidth from 'string-width'
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../../grader/report.ts'
import { render } from '../../../reports/formats/terminal.ts'
import { expectGolden } from '../../support/golden.ts'
import { activationsMixed } from '../fixtures/activations-mixed.ts'
import { fixtures } from '../fixtures/all.ts'
import { backpropScaled } from '../fixtures/backprop-scaled.ts'
import { check, report } from '../fixtures/build.ts'
import { error } from '../fixtures/error.ts'
import { hostile } from '../fixtures/hostile.ts'
import { inconclusive } from '../fixtures/inconclusive.ts'
import { passed } from '../fixtures/passed.ts'
import { stub } from '../fixtures/stub.ts'
import { chinese, english } from '../options.ts'

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1
}

describe('golden files', () => {
  test.each(Object.keys(fixtures).filter((name) => name !== 'hostile'))('%s', (name) => {
    expectGolden(`reports/${name}.en.txt`, render(fixtures[name], english))
    expectGolden(`reports/${name}.zh.txt`, render(fixtures[name], chinese))
  })

  test('hostile text', () => expectGolden('reports/hostile.en.txt', render(hostile, english)))
  test('plain', () =>
    expectGolden('reports/activations-mixed.plain.txt', render(activationsMixed, { ...english, plain: true })))
  test('colour', () =>
    expectGolden('reports/backprop-scaled.color.txt', render(backpropScaled, { ...english, color: true })))
})

describe.each(Object.entries(fixtures))('%s', (_, fixture) => {
  test('the same from its JSON', () => {
    const again = JSON.parse(JSON.stringify(fixture)) as Report
    expect(render(again, chinese)).toBe(render(fixture, chinese))
  })

  test.each([40, 60, 100])('no line but a command is wider than %i columns', (width) => {
    const lines = render(fixture, { ...chinese, width }).split('\n')
    const wide = lines.filter((line) => stringWidth(line) > width && !line.includes('npm run grade'))
    expect(wide).toEqual([])
  })

  test('nothing but text: no control character, no mark that turns the direction', () => {
    expect(render(fixture, english)).not.toMatch(
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
    )
  })
})

test('the diagnosis stands before the parts, and once', () => {
  const text = render(backpropScaled, english)
  expect(text.indexOf('dW is exactly 5 times too large')).toBeLessThan(text.indexOf('The parts'))
  expect(occurrences(text, 'dW is exactly 5 times too large')).toBe(1)
})

test('an untouched stub has one message a function', () => {
  const text = render(stub, english)
  for (const { id } of stub.parts) expect(occurrences(text, `${id} is not written yet`)).toBe(1)
  expect(text.split('\n').length).toBeLessThan(42)
})

test('the same message is told once', () => {
  const message = { en: 'activations.ts does not parse.', zh: 'activations.ts 无法解析。' }
  const broken = ['sigmoid', 'relu', 'tanh'].map((part) =>
    check(part, 'values', 10, { status: 'student-error', message }),
  )
  const text = render(report({ checks: broken }), english)
  expect(occurrences(text, message.en)).toBe(1)
  expect(occurrences(text, 'the same message as sigmoid-values')).toBe(2)
})

test('a report with every point is short', () => {
  expect(render(passed, english).split('\n').length).toBeLessThan(20)
})

test('output stands beside the check in which it was printed', () => {
  const lines = render(activationsMixed, english).split('\n')
  const timedOut = lines.findIndex((line) => line.includes('reluBackward: gradient'))
  expect(lines.slice(timedOut, timedOut + 8).join('\n')).toContain('│ step 2')
})

test('points that could not be judged are said plainly and are in no sum', () => {
  const text = render(inconclusive, english)
  expect(text).toContain('84 of 84 points')
  expect(text.replace(/\s+/g, ' ')).toContain('16 points could not be judged')
  expect(text).toMatch(/mlpBackward {2}backprop.ts +12 \/ 12/)
})

test('an error says what happened and gives no grade', () => {
  const text = render(error, english)
  expect(text).toContain('No grade')
  expect(text).toContain('Did you mean exercise-3-backprop?')
  expect(text).toContain('unknown-exercise')
})

test('colour only when asked for', () => {
  expect(render(backpropScaled, english)).not.toContain('\u001b')
  expect(render(backpropScaled, { ...english, color: true })).toContain('\u001b[31m')
})

test('plain English is ASCII', () => {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  expect(render(activationsMixed, { ...english, plain: true })).toMatch(/^[\x00-\x7f]*$/)
})

test('what was wrong is told of a check that passes, in a part that is complete and in one that is not', () => {
  const mended = (part: string) => check(part, 'values', 5, { lesson: { en: `In ${part}.`, zh: `在 ${part} 里。` } })
  const checks = [mended('relu'), mended('sigmoid'), check('sigmoid', 'gradient', 5, { status: 'failed' })]
  const text = render(report({ checks }), english)
  expect(text).toContain('What was wrong: In relu.')
  expect(text).toContain('What was wrong: In sigmoid.')
  expect(render(report({ checks }), chinese)).toContain('原来错在哪里：在 relu 里。')
  expect(render(passed, english)).not.toContain('What was wrong')
})
