import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { dropout, dropoutBackward } from '../../../reference-engine/ops/dropout.ts'
import { Random } from '../../../reference-engine/random.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { draw, drawn, expectClose, floatingTypes, seeds, shapeErrorOf, shapes } from '../support.ts'
import { toTf, type tf } from '../tfjs.ts'

const rates = fc.constantFrom(0, 0.1, 0.5, 0.9)

test('is x times a mask of 0 and 1 / (1 - rate), the same one for the same seed', () => {
  fc.assert(
    fc.property(shapes, seeds, rates, floatingTypes, (shape, seed, rate, dtype) => {
      const x = draw(`x${seed}`, shape, dtype)
      const { output, mask } = dropout(x, rate, new Random(seed), true)
      const kept = dtype === 'float32' ? Math.fround(1 / (1 - rate)) : 1 / (1 - rate)
      expect(mask.data.every((value) => value === 0 || value === kept)).toBe(true)
      expect(mask).toMatchObject({ shape, dtype })
      expectClose(output, { shape, data: Array.from(x.data, (value, index) => value * mask.data[index]) })
      expect(dropout(x, rate, new Random(seed), true)).toEqual({ output, mask })
    }),
    drawn,
  )
})

test('with its mask it agrees with tf.js in float32; its backward agrees with differences, in float64', () => {
  fc.assert(
    fc.property(shapes, seeds, rates, (shape, seed, rate) => {
      for (const dtype of ['float32', 'float64'] as const) {
        const [x, dOut] = [draw(`x${seed}`, shape, dtype), draw(`d${seed}`, shape, dtype)]
        const run = () => dropout(x, rate, new Random(seed), true)
        const { output, mask } = run()
        const backward = () => [dropoutBackward(dOut, mask)]
        const inTf = ([input]: tf.Tensor[]) => input.mul(toTf(mask))
        if (dtype === 'float64') expectNumericGradients(() => run().output, dOut, [x], backward)
        else expectLikeTf({ inputs: [x], output, dOut, gradients: backward(), inTf })
      }
    }),
    drawn,
  )
})

test('drops the given share, each entry on its own, and keeps the mean', () => {
  const ones = { ...draw(1, [200, 200]), data: draw(1, [200, 200]).data.map(() => 1) }
  const { output, mask } = dropout(ones, 0.3, new Random(7), true)
  const dropped = mask.data.reduce((count, value) => count + Number(value === 0), 0) / 40_000
  expect(Math.abs(dropped - 0.3)).toBeLessThan(0.01) // 4 standard deviations
  expect(Math.abs(output.data.reduce((total, value) => total + value, 0) / 40_000 - 1)).toBeLessThan(0.014)
  const pairs = mask.data.reduce((count, value, index) => count + Number(value === 0 && mask.data[index - 1] === 0), 0)
  expect(Math.abs(pairs / 40_000 - 0.09)).toBeLessThan(0.008)
})

test('is x itself when not training, and draws nothing', () => {
  const x = draw(1, [3, 2])
  const random = new Random(5)
  const { output, mask } = dropout(x, 0.9, random, false)
  expect(output).toEqual(x)
  expect([...mask.data]).toEqual([1, 1, 1, 1, 1, 1])
  expect(random.uniform()).toBe(new Random(5).uniform())
})

test('takes an empty batch', () => {
  expect(dropout(draw(1, [0, 3]), 0.5, new Random(1), true).output.shape).toEqual([0, 3])
  expect(dropoutBackward(draw(1, [0, 3]), draw(1, [0, 3])).shape).toEqual([0, 3])
})

test.each([1, -0.1, NaN])('a rate of %p says so', (rate) => {
  expect(() => dropout(draw(1, [2]), rate, new Random(1), false)).toThrow(
    `dropout: rate must be a number of 0 or more and less than 1; got ${rate}`,
  )
})

test('no random numbers, or no word on training, say so', () => {
  expect(() => dropout(draw(1, [2]), 0.5, undefined as never, true)).toThrow(
    'dropout: random must be a source of random numbers, such as new Random(1); got undefined',
  )
  expect(() => dropout(draw(1, [2]), 0.5, new Random(1), undefined as never)).toThrow(
    'dropout: training must be true or false; got undefined',
  )
})

test('a dOut of another shape is a ShapeError', () => {
  expect(shapeErrorOf(() => dropoutBackward(draw(1, [3]), draw(2, [2, 3]))).message).toBe(
    'dropoutBackward: dOut must be of shape [2, 3]; got [3]',
  )
})
