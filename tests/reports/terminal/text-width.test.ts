import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { columns } from '../../../reports/terminal/text-width.ts'

describe('columns', () => {
  test.each([
    ['plain', 5],
    ['反向传播', 8],
    ['σ(x) 的导数', 11],
    ['\x1b[31mred\x1b[39m', 3],
    ['e\u0301', 1],
    ['✓ ✗ ·', 5],
  ])('%j takes %d', (text, width) => {
    expect(columns(text)).toBe(width)
  })

  test('agrees with a library on Latin, Greek and Chinese', () => {
    const letters = fc.constantFrom(...'abcXYZ 09.,:;()[]→×·σβ梯度下降，。（）【】'.split(''))
    fc.assert(
      fc.property(fc.array(letters), (drawn) => {
        expect(columns(drawn.join(''))).toBe(stringWidth(drawn.join('')))
      }),
    )
  })
})
