import { expect, test } from '@jest/globals'
import { erfc } from '../../../reference-engine/primitives/erfc.ts'

test.each([
  [0, 1],
  [0.5, 0.4795001221869535],
  [-1, 1.8427007929497148],
  [1.99, 0.004888586800383003],
  [2, 0.004677734981047266],
  [3, 2.209049699858544e-5],
  [5, 1.5374597944280349e-12],
  [10, 2.088487583762545e-45],
  [26, 5.663192408856143e-296],
])('of %p is %p, to 1e-12 of its value (values of the C library)', (x, value) => {
  expect(Math.abs(erfc(x) - value)).toBeLessThanOrEqual(1e-12 * value)
})

test('goes from 2 to 0', () => {
  expect([-40, 40, -Infinity, Infinity].map(erfc)).toEqual([2, 0, 2, 0])
})
