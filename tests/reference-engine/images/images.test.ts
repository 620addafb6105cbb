import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { augment } from '../../../reference-engine/images/augment.ts'
import { crop } from '../../../reference-engine/images/crop.ts'
import { flipHorizontal } from '../../../reference-engine/images/flip-horizontal.ts'
import { normalize } from '../../../reference-engine/images/normalize.ts'
import { rotate } from '../../../reference-engine/images/rotate.ts'
import { scale } from '../../../reference-engine/images/scale.ts'
import { shift } from '../../../reference-engine/images/shift.ts'
import { concat } from '../../../reference-engine/primitives/concat.ts'
import { slice } from '../../../reference-engine/primitives/slice.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { build, copyOf, draw, drawn, entryAt, expectClose, extents, float64, int32, seeds } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const sizes = fc.record({
  n: fc.integer({ min: 1, max: 2 }),
  h: fc.integer({ min: 1, max: 7 }),
  w: fc.integer({ min: 1, max: 7 }),
})
const images = draw('images', [2, 6, 5, 3])

/** The entry, 0 outside the image. */
function pixel(t: Tensor, [n, row, column, c]: number[]): number {
  const inside = row >= 0 && row < t.shape[1] && column >= 0 && column < t.shape[2]
  return inside ? entryAt(t, [n, row, column, c]) : 0
}

/** Bilinear by its definition: every pixel counts with (1 - |distance down|) (1 - |distance right|) where both are positive. */
function bilinear(t: Tensor, n: number, y: number, x: number, c: number): number {
  let total = 0
  for (let row = 0; row < t.shape[1]; row++) {
    for (let column = 0; column < t.shape[2]; column++) {
      const weight = Math.max(0, 1 - Math.abs(y - row)) * Math.max(0, 1 - Math.abs(x - column))
      total += weight * entryAt(t, [n, row, column, c])
    }
  }
  return total
}

test('normalize brings 0-255 to 0-1 in float32', () => {
  const t = normalize(int32([0, 51, 255], [1, 1, 1, 3]))
  expect(t.dtype).toBe('float32')
  expectClose(t, { shape: [1, 1, 1, 3], data: [0, 0.2, 1] })
})

test('flipHorizontal agrees with tf.js', () => {
  fc.assert(
    fc.property(sizes, extents, seeds, ({ n, h, w }, channels, seed) => {
      const t = draw(seed, [n, h, w, channels], 'float32')
      expect(flipHorizontal(t)).toEqual(fromTf(tf.image.flipLeftRight(toTf(t) as tf.Tensor4D)))
    }),
    drawn,
  )
})

test('flipHorizontal by its definition in float64', () => {
  const flipped = build(images.shape, ([n, row, column, c]) => entryAt(images, [n, row, 4 - column, c]))
  expectClose(flipHorizontal(images), flipped, 0)
})

test('normalize agrees with its definition in float64', () => {
  expectClose(normalize(images), { shape: images.shape, data: images.data.map((value) => value / 255) })
})

test.each<[string, (t: Tensor) => Tensor]>([
  ['flipHorizontal', flipHorizontal],
  ['rotate', (t) => rotate(t, 33)],
  ['scale', (t) => scale(t, 1.3)],
  ['shift', (t) => shift(t, 1, -2)],
  ['normalize', normalize],
  ['crop', (t) => crop(t, { top: 0, left: 0, height: 1, width: 1 })],
])('%s: float32 is float64 rounded; one pixel and no image at all', (_, change) => {
  fc.assert(
    fc.property(sizes, extents, seeds, ({ n, h, w }, channels, seed) => {
      const single = draw(seed, [n, h, w, channels], 'float32')
      const double = { ...single, dtype: 'float64' as const, data: Float64Array.from(single.data) as Tensor['data'] }
      const changed = change(single)
      expect(changed.dtype).toBe('float32')
      expectClose(changed, change(double))
      expect(change(slice(single, 0, 0)).shape).toEqual([0, ...changed.shape.slice(1)])
    }),
    { ...drawn, examples: [[{ n: 1, h: 1, w: 1 }, 1, 1]] },
  )
})

test('shift moves whole pixels and brings in zeros', () => {
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: -8, max: 8 }),
      fc.integer({ min: -8, max: 8 }),
      seeds,
      ({ n, h, w }, down, right, seed) => {
        const t = draw(seed, [n, h, w, 2])
        const before = copyOf(t)
        const expected = build(t.shape, ([sample, row, column, c]) => pixel(t, [sample, row - down, column - right, c]))
        expectClose(shift(t, down, right), expected, 0)
        expect(t).toEqual(before)
      },
    ),
    { ...drawn, numRuns: 100 },
  )
})

test('crop is the part inside the window', () => {
  const part = crop(images, { top: 1, left: 2, height: 4, width: 3 })
  expectClose(
    part,
    build([2, 4, 3, 3], ([n, row, column, c]) => entryAt(images, [n, row + 1, column + 2, c])),
    0,
  )
  expect(() => crop(images, { top: 3, left: 0, height: 4, width: 1 })).toThrow(
    'crop: window must be inside images of shape [2, 6, 5, 3]; got rows 3 to 6, columns 0 to 0',
  )
})

describe('rotate', () => {
  test('by a quarter turns counter-clockwise', () => {
    const square = float64([1, 2, 3, 4], [1, 2, 2, 1])
    // 1 2      2 4
    // 3 4  ->  1 3
    expectClose(rotate(square, 90), { shape: [1, 2, 2, 1], data: [2, 4, 1, 3] }, 1e-12)
    expectClose(rotate(square, -90), { shape: [1, 2, 2, 1], data: [3, 1, 4, 2] }, 1e-12)
    expectClose(rotate(square, 180), { shape: [1, 2, 2, 1], data: [4, 3, 2, 1] }, 1e-12)
    expectClose(rotate(square, 360), square, 1e-12)
    expect(rotate(square, 0)).toEqual(square)
  })

  test('is bilinear interpolation where the turned back pixel lies', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: -360, max: 360, noNaN: true }), seeds, ({ n, h, w }, degrees, seed) => {
        const t = draw(seed, [n, h, w, 1])
        const radians = (-degrees / 180) * Math.PI
        const expected = build(t.shape, ([sample, row, column, c]) => {
          // Upwards and rightwards from the centre, in polar coordinates.
          const [up, right] = [(h - 1) / 2 - row, column - (w - 1) / 2]
          const [radius, angle] = [Math.hypot(up, right), Math.atan2(up, right) + radians]
          const [y, x] = [(h - 1) / 2 - radius * Math.sin(angle), (w - 1) / 2 + radius * Math.cos(angle)]
          return bilinear(t, sample, y, x, c)
        })
        expectClose(rotate(t, degrees), expected, 1e-9)
      }),
      drawn,
    )
  })
})

test('scale is bilinear interpolation about the centre', () => {
  fc.assert(
    fc.property(sizes, fc.double({ min: 0.3, max: 3, noNaN: true }), seeds, ({ n, h, w }, factor, seed) => {
      const t = draw(seed, [n, h, w, 2])
      const expected = build(t.shape, ([sample, row, column, c]) =>
        bilinear(
          t,
          sample,
          (h - 1) / 2 + (row - (h - 1) / 2) / factor,
          (w - 1) / 2 + (column - (w - 1) / 2) / factor,
          c,
        ),
      )
      expectClose(scale(t, factor), expected, 1e-9)
    }),
    drawn,
  )
  expect(scale(images, 1)).toEqual(images)
  expect(() => scale(images, 0)).toThrow('scale: factor must be a number greater than 0; got 0')
})

describe('augment', () => {
  const none = { flip: false, rotation: 0, scaling: 0, shift: 0 }

  test('keeps shape and dtype, changes nothing of its argument, and goes by the seed', () => {
    const before = copyOf(images)
    const changed = augment(images, new Random(1))
    expect([changed.shape, changed.dtype]).toEqual([images.shape, images.dtype])
    expect(images).toEqual(before)
    expect(augment(images, new Random(1))).toEqual(changed)
    expect(augment(images, new Random(2))).not.toEqual(changed)
    expect(augment(slice(images, 0, 0), new Random(1)).shape).toEqual([0, 6, 5, 3])
  })

  test('without anything to do gives the images', () => {
    expect(augment(images, new Random(1), none)).toEqual(images)
  })

  test('draws for each image on its own', () => {
    const one = slice(images, 0, 1)
    const many = concat(Array.from({ length: 200 }, () => one))
    const changed = augment(many, new Random(3), { ...none, flip: true })
    const same = Array.from({ length: 200 }, (_, index) => entryAt(changed, [index, 0, 0, 0]) === one.data[0])
    const kept = same.filter(Boolean).length
    expect(Math.abs(kept - 100)).toBeLessThan(4 * Math.sqrt(50))
  })

  test('shifts no further than told', () => {
    const dot = draw(1, [50, 9, 9, 1])
    dot.data.fill(0)
    for (let image = 0; image < 50; image++) dot.data[image * 81 + 40] = 1
    const changed = augment(dot, new Random(4), { ...none, shift: 2 })
    const places = Array.from({ length: 50 }, (_, image) =>
      changed.data.slice(image * 81, (image + 1) * 81).reduce((at, value, index) => (value === 1 ? index : at), -1),
    )
    const rows = places.map((place) => Math.floor(place / 9) - 4)
    const columns = places.map((place) => (place % 9) - 4)
    expect([Math.min(...rows), Math.max(...rows), Math.min(...columns), Math.max(...columns)]).toEqual([-2, 2, -2, 2])
  })
})

test.each<[string, () => unknown]>([
  ['rotate: images must be of rank 4, [N, H, W, C]; got [2, 3]', () => rotate(draw(1, [2, 3]), 1)],
  ['rotate: degrees must be a finite number; got NaN', () => rotate(images, NaN)],
  ['scale: images must be of rank 4, [N, H, W, C]; got [3]', () => scale(draw(1, [3]), 1)],
  ['shift: down must be a whole number; got 0.5', () => shift(images, 0.5, 0)],
  ['shift: right must be a whole number; got Infinity', () => shift(images, 0, Infinity)],
  ['normalize: images must be of rank 4, [N, H, W, C]; got [3]', () => normalize(int32([1, 2, 3]))],
  [
    'crop: height must be a whole number of 1 or more; got -1',
    () => crop(images, { top: 0, left: 0, height: -1, width: 1 }),
  ],
  [
    'crop: left must be a whole number of 0 or more; got 0.5',
    () => crop(images, { top: 0, left: 0.5, height: 1, width: 1 }),
  ],
  ['augment: images must be of rank 4, [N, H, W, C]; got [3]', () => augment(draw(1, [3]), new Random(1))],
  ["augment: flip must be true or false; got 'yes'", () => augment(images, new Random(1), { flip: 'yes' as never })],
  ['augment: rotation must be a number of 0 or more; got NaN', () => augment(images, new Random(1), { rotation: NaN })],
  [
    'augment: scaling must be a number of 0 or more and less than 1; got 1',
    () => augment(images, new Random(1), { scaling: 1 }),
  ],
  ['augment: shift must be a whole number of 0 or more; got -1', () => augment(images, new Random(1), { shift: -1 })],
  ['flipHorizontal: images must be of rank 4, [N, H, W, C]; got [2]', () => flipHorizontal(draw(1, [2]))],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
