import { describe, expect, test } from '@jest/globals'
import { mathMlOf } from '../../../reports/html/formula.ts'

/** The formula's letters and signs as they are read, without the tags. */
function read(expression: string): string | undefined {
  return mathMlOf(expression)
    ?.replace(/<[^>]*>/g, '')
    .replace(/\u2061/g, '')
}

describe('formulas of the course', () => {
  test('a fraction', () => {
    expect(mathMlOf('1 / (1 + exp(-x))')).toContain('<mfrac>')
    expect(read('1 / (1 + exp(-x))')).toBe('11+exp(−x)')
  })

  test('a word is one name, not a product of letters', () => {
    expect(mathMlOf('dOut * learningRate')).toContain('<mi>learningRate</mi>')
  })

  test('a name that begins like the end of a command stays whole', () => {
    expect(read('dOut * s')).toBe('dOut⋅s')
    expect(read('relu(x * W1 + b1)')).toBe('relu(x⋅W1+b1)')
  })

  test('an index stands below, a transpose above', () => {
    expect(mathMlOf('x_i')).toContain('<msub><mi>x</mi><mi>i</mi></msub>')
    expect(mathMlOf("x' * dOut")).toContain('<msup><mi>x</mi><mi>⊤</mi></msup>')
    expect(mathMlOf('eta')).toContain('η')
  })
})

test('what does not parse is null', () => {
  expect(mathMlOf('1 +')).toBeNull()
  expect(mathMlOf('<script>alert(1)</script>')).toBeNull()
})

test('text inside a formula is escaped', () => {
  const text = mathMlOf('"<img src=x onerror=alert(1)>"') ?? ''
  expect(text).not.toContain('<img')
  expect(mathMlOf('"\\\\href{javascript:alert(1)}{x}"') ?? '').not.toContain('href=')
})
