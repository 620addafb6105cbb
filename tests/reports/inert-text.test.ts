import { expect, test } from '@jest/globals'
import { inert, inertText, oneLine } from '../../reports/inert-text.ts'

test('colour is left out, other escapes are written out', () => {
  expect(inertText('\u001b[1;31mred\u001b[0m \u001b[2J')).toBe('red \\u001b[2J')
})

test('direction marks, NUL, line separators and lone surrogates are written out', () => {
  expect(inertText('\u202eabc\u0000\u2028\ud800')).toBe('\\u202eabc\\u0000\\u2028\\ud800')
})

test('ordinary text stays: accents, Chinese, emoji with joiners, tabs, lines', () => {
  const text = 'é 激活 👩‍🔬 𝑥\n\tx'
  expect(inertText(text)).toBe(text)
  expect(inertText('a\r\nb')).toBe('a\nb')
})

test('a carriage return alone can not write over a line', () => {
  expect(inertText('failed\rpassed')).toBe('failed\\u000dpassed')
})

test('a tree keeps all but its texts', () => {
  expect(inert({ a: ['\u0007', 1, null], b: { c: true } })).toEqual({ a: ['\\u0007', 1, null], b: { c: true } })
})

test('one line', () => {
  expect(oneLine(' a\n\tb ')).toBe('a b')
})
