import stringWidth from 'string-width'
import { describe, expect, test } from '@jest/globals'
import { spread, wrap } from '../../../reports/terminal/layout.ts'

describe('wrap', () => {
  test('breaks at spaces', () => {
    expect(wrap('the quick brown fox jumps', 10)).toEqual(['the quick', 'brown fox', 'jumps'])
  })

  test('breaks between Chinese characters, never before a full stop', () => {
    const lines = wrap('你的反向传播少乘了一项。', 22)
    expect(lines).toEqual(['你的反向传播少乘了一', '项。'])
  })

  test('cuts a word that fits nowhere', () => {
    const lines = wrap(`a ${'W'.repeat(25)}`, 10)
    expect(lines.join('').replace(' ', '')).toBe(`a${'W'.repeat(25)}`)
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(10)
  })

  test('keeps lines and indents', () => {
    expect(wrap('a\n    b', 10)).toEqual(['a', '    b'])
  })
})

describe('spread', () => {
  test('puts the second text at the right edge, Chinese counted double', () => {
    expect(spread('激活', '3 / 4', 12)).toEqual(['激活   3 / 4'])
  })

  test('takes two lines where one is too narrow', () => {
    expect(spread('abcdefgh', '3 / 4', 10)).toEqual(['abcdefgh', '3 / 4'])
  })
})
