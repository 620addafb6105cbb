import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { tensor, type Tensor } from 'grade-descent/student'
import { conv2d, conv2dBackward, type ConvolutionOptions } from './convolution.ts'
import { averagePool2d, averagePool2dBackward, maxPool2d, maxPool2dBackward, type PoolOptions } from './pooling.ts'

// The handout's worked example, and numeric gradients of your own forward. The grader asks more: npm run grade -- 5

/** One image of one channel, from its rows. */
function image(rows: number[][]): Tensor {
  return tensor(rows.flat(), [1, rows.length, rows[0].length, 1], 'float64')
}

/** Numbers without a pattern, the same at every run. */
function scattered(shape: readonly number[]): Tensor {
  const count = shape.reduce((product, extent) => product * extent)
  const values = Array.from({ length: count }, (_, index) => ((index * 7919) % 101) / 25 - 2)
  return tensor(values, shape, 'float64')
}

const x = image([
  [1, 2, 0, 1],
  [0, 1, 3, 1],
  [2, 1, 0, 2],
])
const filter = tensor([1, -1, 2, 1], [2, 2, 1, 1], 'float64')
const bias = tensor([0.5], [1], 'float64')
const plain: ConvolutionOptions = { strides: [1, 1], padding: 'valid' }

describe('conv2d', () => {
  test('gives the output of the worked example', () => {
    expect(conv2d(x, filter, bias, plain)).toBeCloseToTensor(
      image([
        [0.5, 7.5, 6.5],
        [4.5, 0.5, 4.5],
      ]),
    )
  })

  test('takes every second window with a stride of 2', () => {
    expect(conv2d(x, filter, bias, { strides: [2, 2], padding: 'valid' })).toBeCloseToTensor(image([[0.5, 6.5]]))
  })

  test('puts the odd zero of ‘same’ at the end', () => {
    expect(conv2d(x, filter, bias, { strides: [1, 1], padding: 'same' })).toBeCloseToTensor(
      image([
        [0.5, 7.5, 6.5, 3.5],
        [4.5, 0.5, 4.5, 5.5],
        [1.5, 1.5, -1.5, 2.5],
      ]),
    )
  })

  test('sums over the channels, and has one output channel for each filter', () => {
    const pixel = tensor([1, 2, 3], [1, 1, 1, 3], 'float64')
    const kernels = tensor([1, 0, 10, 1, 100, 0], [1, 1, 3, 2], 'float64')
    const biases = tensor([1000, 0], [2], 'float64')
    expect(conv2d(pixel, kernels, biases, plain)).toBeCloseToTensor([[[[1321, 2]]]])
  })
})

describe('conv2dBackward', () => {
  const dOut = image([
    [1, 0, 2],
    [-1, 1, 0],
  ])

  test('gives the gradients of the worked example', () => {
    const { dX, dFilter, dBias } = conv2dBackward(dOut, x, filter, plain)
    expect(dBias).toBeCloseToTensor([3])
    expect(dFilter).toBeCloseToTensor(tensor([2, 6, 5, 2], [2, 2, 1, 1]))
    expect(dX).toBeCloseToTensor(
      image([
        [1, -1, 2, -2],
        [1, 3, 3, 2],
        [-2, 1, 1, 0],
      ]),
    )
  })

  const images = scattered([2, 5, 6, 2])
  const kernels = scattered([3, 2, 2, 3])
  const biases = scattered([3])

  test.each<ConvolutionOptions>([plain, { strides: [2, 1], padding: 'valid' }, { strides: [2, 3], padding: 'same' }])(
    'matches the numeric gradients of your conv2d with %o',
    (options) => {
      expect((dY: Tensor, moved: Tensor) => conv2dBackward(dY, moved, kernels, options).dX).toMatchNumericGradient(
        (moved) => conv2d(moved, kernels, biases, options),
        images,
      )
      expect((dY: Tensor, moved: Tensor) => conv2dBackward(dY, images, moved, options).dFilter).toMatchNumericGradient(
        (moved) => conv2d(images, moved, biases, options),
        kernels,
      )
      expect((dY: Tensor) => conv2dBackward(dY, images, kernels, options).dBias).toMatchNumericGradient(
        (moved) => conv2d(images, kernels, moved, options),
        biases,
      )
    },
  )
})

const sideBySide: PoolOptions = { poolSize: [2, 2], strides: [2, 2] }
const overlapping: PoolOptions = { poolSize: [2, 2], strides: [1, 2] }
const dPooled = image([
  [1, 2],
  [3, 4],
])

describe('maxPool2d', () => {
  test('gives the maxima of the worked example, and leaves the rest out', () => {
    expect(maxPool2d(x, sideBySide)).toBeCloseToTensor(image([[2, 3]]))
  })

  test('gives a negative maximum where all numbers are negative', () => {
    const negative = image([
      [-4, -3],
      [-2, -5],
    ])
    expect(maxPool2d(negative, sideBySide)).toBeCloseToTensor(image([[-2]]))
  })
})

describe('maxPool2dBackward', () => {
  test('adds up where one pixel wins two windows', () => {
    expect(maxPool2dBackward(dPooled, x, overlapping)).toBeCloseToTensor(
      image([
        [0, 1, 0, 0],
        [0, 0, 6, 0],
        [3, 0, 0, 0],
      ]),
    )
  })

  test('gives a tie to the first in row order', () => {
    const tied = image([
      [0, 5],
      [5, 5],
    ])
    expect(maxPool2dBackward(image([[1]]), tied, sideBySide)).toBeCloseToTensor(
      image([
        [0, 1],
        [0, 0],
      ]),
    )
  })
})

describe('averagePool2d', () => {
  test('gives the means of the worked example', () => {
    expect(averagePool2d(x, sideBySide)).toBeCloseToTensor(image([[1, 1.25]]))
  })
})

describe('averagePool2dBackward', () => {
  test('shares the gradient out, and adds up where windows overlap', () => {
    expect(averagePool2dBackward(dPooled, x, overlapping)).toBeCloseToTensor(
      image([
        [0.25, 0.25, 0.5, 0.5],
        [1, 1, 1.5, 1.5],
        [0.75, 0.75, 1, 1],
      ]),
    )
  })

  test('matches the numeric gradient of your averagePool2d', () => {
    expect((dOut: Tensor, moved: Tensor) => averagePool2dBackward(dOut, moved, overlapping)).toMatchNumericGradient(
      (moved) => averagePool2d(moved, overlapping),
      scattered([2, 3, 5, 2]),
    )
  })
})
