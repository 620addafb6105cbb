import { describe, expect, test } from '@jest/globals'
import { parse } from 'mathjs'
import { exercises, headingLevels, languages, linesOfBlocks, readHandout } from './handout-blocks.ts'
import { faultOfWorkedLine } from './worked-line.ts'

// A handout marks what can be checked: ```math blocks hold mathjs expressions, one a line; ```worked blocks hold lines
// `expression = value`, the value rounded to the digits that it shows (a whole number is exact).

describe.each(exercises)('handout of %s', (exercise) => {
  test.each(languages)('%s: every number of the worked example is right', (language) => {
    const lines = linesOfBlocks(readHandout(exercise, language), 'worked')
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.map(faultOfWorkedLine).filter((fault) => fault !== null)).toEqual([])
  })

  test.each(languages)('%s: every formula is a mathjs expression', (language) => {
    const formulas = linesOfBlocks(readHandout(exercise, language), 'math')
    expect(formulas.length).toBeGreaterThan(0)
    for (const formula of formulas) expect(() => parse(formula)).not.toThrow()
  })

  test('both languages have the same sections, formulas and numbers', () => {
    const [english, chinese] = languages.map((language) => readHandout(exercise, language))
    expect(headingLevels(chinese)).toEqual(headingLevels(english))
    expect(linesOfBlocks(chinese, 'math')).toEqual(linesOfBlocks(english, 'math'))
    expect(linesOfBlocks(chinese, 'worked')).toEqual(linesOfBlocks(english, 'worked'))
  })
})

describe('a worked line', () => {
  test('is held to the digits that it shows', () => {
    expect(faultOfWorkedLine('1 / (1 + exp(-2)) = 0.8808')).toBeNull()
    expect(faultOfWorkedLine('1 / (1 + exp(-2)) = 0.8694')).toMatch('0.8807970')
    expect(faultOfWorkedLine('1 / (1 + exp(-2)) = 0.8807')).toMatch('0.8807970')
  })

  test('holds a whole number exactly', () => {
    expect(faultOfWorkedLine('1 + 1 = 2')).toBeNull()
    expect(faultOfWorkedLine('1 + 1.4 = 2')).toMatch('2.4')
  })

  test('compares lists entry by entry', () => {
    expect(faultOfWorkedLine('[1, 2] * 2 = [2, 4]')).toBeNull()
    expect(faultOfWorkedLine('[1, 2] * 2 = [2, 5]')).not.toBeNull()
    expect(faultOfWorkedLine('[1, 2] * 2 = 2')).toMatch('2 numbers')
  })
})
