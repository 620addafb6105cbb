import { describe, expect, test } from '@jest/globals'
import stringWidth from 'string-width'
import quickStringWidth from '../../scripts/quick-string-width.ts'

describe('quickStringWidth', () => {
  test('agrees with string-width on every character of the basic plane', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff)
    const characters = all.map((code) => String.fromCodePoint(code))
    expect(characters.filter((character) => quickStringWidth(character) !== stringWidth(character))).toEqual([])
  })

  test.each([
    'plain',
    '第 3 章：反向传播（backprop）',
    '✓ 12 ms ⌚ ❤ ❤️ ☎️',
    '👩‍👩‍👧 family, e\u0301 and \u001b[31mred\u001b[0m',
    '1️⃣ か\u3099 ｶﾞ',
    'a\u0000b\u200bc\u00add',
    '',
  ])('agrees with string-width on %j', (text) => {
    expect(quickStringWidth(text)).toBe(stringWidth(text))
  })

  test('takes its options', () => {
    expect(quickStringWidth('±', { ambiguousIsNarrow: false })).toBe(2)
  })
})
