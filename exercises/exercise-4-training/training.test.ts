import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { Random, softmaxCrossEntropy, tensor, type Tensor } from 'grade-descent/student'
import { adam, exponentialDecay, momentum, rmsProp, stepDecay } from './optimizers.ts'
import {
  dropout,
  dropoutBackward,
  earlyStopping,
  l1Penalty,
  l1PenaltyBackward,
  l2Penalty,
  l2PenaltyBackward,
} from './regularization.ts'
import { fit, miniBatches, type DenseParameters, type TrainingData } from './training.ts'

// The handout's worked examples, and numeric gradients of your own forwards. The grader asks more: npm run grade -- 4

const float64 = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, undefined, 'float64')

describe('momentum', () => {
  test('makes the two steps of the handout', () => {
    const options = { learningRate: 0.1, momentum: 0.9 }
    const gradient = float64([0.5, -1])
    const first = momentum(float64([1, -2]), gradient, { velocity: float64([0, 0]) }, options)
    expect(first.state.velocity).toBeCloseToTensor([-0.05, 0.1])
    expect(first.parameter).toBeCloseToTensor([0.95, -1.9])
    const second = momentum(first.parameter, gradient, first.state, options)
    expect(second.state.velocity).toBeCloseToTensor([-0.095, 0.19])
    expect(second.parameter).toBeCloseToTensor([0.855, -1.71])
    expect(first.state.velocity).toBeCloseToTensor([-0.05, 0.1])
  })
})

describe('rmsProp', () => {
  test('moves both parameters of the handout by the same amount', () => {
    const options = { learningRate: 0.1, decay: 0.9, epsilon: 1e-7 }
    const { parameter, state } = rmsProp(float64([1, 1]), float64([0.5, -10]), { meanSquare: float64([0, 0]) }, options)
    expect(state.meanSquare).toBeCloseToTensor([0.025, 10])
    expect(parameter).toBeCloseToTensor([1 - Math.sqrt(0.1), 1 + Math.sqrt(0.1)])
  })

  test('adds epsilon after the root', () => {
    const options = { learningRate: 1, decay: 0.5, epsilon: 1 }
    const { parameter } = rmsProp(float64([0]), float64([2]), { meanSquare: float64([14]) }, options)
    expect(parameter).toBeCloseToTensor([-0.5])
  })
})

describe('adam', () => {
  test('makes the two steps of the handout', () => {
    const options = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    const start = { m: float64([0]), v: float64([0]), step: 0 }
    const first = adam(float64([1]), float64([0.5]), start, options)
    expect(first.parameter).toBeCloseToTensor([0.9])
    expect(first.state.m).toBeCloseToTensor([0.05])
    expect(first.state.v).toBeCloseToTensor([0.00025])
    expect(first.state.step).toBe(1)
    const second = adam(first.parameter, float64([-0.1]), first.state, options)
    expect(second.parameter).toBeCloseToTensor([0.8488973957])
    expect(second.state.m).toBeCloseToTensor([0.035])
    expect(second.state.v).toBeCloseToTensor([0.00025975])
    expect(second.state.step).toBe(2)
  })
})

describe('exponentialDecay', () => {
  test('falls smoothly', () => {
    const rates = [0, 5, 10, 25].map((step) => exponentialDecay(0.1, step, { decayRate: 0.5, decaySteps: 10 }))
    expect(tensor(rates)).toBeCloseToTensor([0.1, 0.1 * Math.SQRT1_2, 0.05, 0.025 * Math.SQRT1_2])
  })
})

describe('stepDecay', () => {
  test('falls as a staircase', () => {
    const rates = [0, 9, 10, 25].map((step) => stepDecay(0.1, step, { dropRate: 0.5, dropEvery: 10 }))
    expect(tensor(rates)).toBeCloseToTensor([0.1, 0.1, 0.05, 0.025])
  })
})

const weights = float64([
  [3, -4],
  [0, 1],
])
const withoutZeros = float64([
  [0.5, -2, 1.25],
  [-0.75, 0.25, 3],
])

describe('l1Penalty', () => {
  test('sums the magnitudes', () => {
    expect(l1Penalty(weights, 0.1)).toBeCloseTo(0.8, 9)
  })
})

describe('l1PenaltyBackward', () => {
  test('gives the gradient of the handout, 0 at the kink', () => {
    expect(l1PenaltyBackward(weights, 0.1)).toBeCloseToTensor([
      [0.1, -0.1],
      [0, 0.1],
    ])
  })

  test('matches the numeric gradient of your l1Penalty', () => {
    expect(scaledByOut(l1PenaltyBackward)).toMatchNumericGradient(
      (moved) => float64([l1Penalty(moved, 0.3)]),
      withoutZeros,
    )
  })
})

describe('l2Penalty', () => {
  test('sums the squares', () => {
    expect(l2Penalty(weights, 0.1)).toBeCloseTo(2.6, 9)
  })
})

describe('l2PenaltyBackward', () => {
  test('gives the gradient of the handout', () => {
    expect(l2PenaltyBackward(weights, 0.1)).toBeCloseToTensor([
      [0.6, -0.8],
      [0, 0.2],
    ])
  })

  test('matches the numeric gradient of your l2Penalty', () => {
    expect(scaledByOut(l2PenaltyBackward)).toMatchNumericGradient(
      (moved) => float64([l2Penalty(moved, 0.3)]),
      withoutZeros,
    )
  })
})

/** A penalty's backward as the numeric gradient wants it: times the gradient of the loss with respect to the penalty. */
function scaledByOut(backward: (moved: Tensor, lambda: number) => Tensor) {
  return (dOut: Tensor, moved: Tensor): Tensor => {
    const gradient = backward(moved, 0.3)
    return { ...gradient, data: gradient.data.map((value) => value * dOut.data[0]) }
  }
}

describe('dropout', () => {
  const x = float64(Array.from({ length: 1000 }, (_, index) => index + 1))

  test('drops about the right share, and scales up the rest', () => {
    const { output, mask } = dropout(x, 0.2, new Random('a seed'), true)
    const entries = Array.from(mask.data)
    const dropped = entries.filter((value) => value === 0).length
    expect(dropped).toBeGreaterThan(120)
    expect(dropped).toBeLessThan(280)
    for (const value of entries.filter((entry) => entry !== 0)) expect(value).toBeCloseTo(1.25, 9)
    expect(output).toBeCloseToTensor(float64(entries.map((factor, index) => factor * (index + 1))))
  })

  test('gives the same mask for the same seed, and another one for another seed', () => {
    const maskOf = (seed: string): number[] => Array.from(dropout(x, 0.5, new Random(seed), true).mask.data)
    expect(maskOf('one')).toEqual(maskOf('one'))
    expect(maskOf('one')).not.toEqual(maskOf('two'))
  })

  test('changes nothing when not training', () => {
    const { output, mask } = dropout(x, 0.2, new Random('a seed'), false)
    expect(output).toBeCloseToTensor(x)
    expect(mask).toBeCloseToTensor(float64(Array<number>(1000).fill(1)))
  })
})

describe('dropoutBackward', () => {
  test('gives the gradient of the handout', () => {
    expect(dropoutBackward(float64([1, 2, 3, 4]), float64([1.25, 0, 1.25, 1.25]))).toBeCloseToTensor([1.25, 0, 3.75, 5])
  })

  test('matches the numeric gradient of your dropout', () => {
    const dropped = (moved: Tensor) => dropout(moved, 0.4, new Random('a seed'), true)
    expect((dOut: Tensor, moved: Tensor) => dropoutBackward(dOut, dropped(moved).mask)).toMatchNumericGradient(
      (moved) => dropped(moved).output,
      withoutZeros,
    )
  })
})

describe('earlyStopping', () => {
  const losses = [1, 0.8, 0.7, 0.72, 0.66, 0.71, 0.6]

  test('stops where the handout says', () => {
    expect(earlyStopping(losses, { patience: 3, minDelta: 0.05 })).toEqual({ stoppedAt: 5, bestEpoch: 2 })
  })

  test('goes on with more patience', () => {
    expect(earlyStopping(losses, { patience: 4, minDelta: 0.05 })).toEqual({ stoppedAt: null, bestEpoch: 6 })
  })

  test('takes NaN for no improvement', () => {
    expect(earlyStopping([1, NaN, NaN, 0.5], { patience: 2, minDelta: 0 })).toEqual({ stoppedAt: 2, bestEpoch: 0 })
  })
})

describe('miniBatches', () => {
  test('gives every index once, and a short last batch', () => {
    const batches = miniBatches(10, 3, new Random('a seed'))
    expect(batches.map((batch) => batch.length)).toEqual([3, 3, 3, 1])
    const indices = batches.flatMap((batch) => Array.from(batch))
    expect(indices.sort((first, second) => first - second)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('gives another order each time', () => {
    const random = new Random('a seed')
    const orderOf = (): number[] => miniBatches(100, 10, random).flatMap((batch) => Array.from(batch))
    expect(orderOf()).not.toEqual(orderOf())
  })
})

describe('fit', () => {
  const layers: DenseParameters[] = [
    {
      weights: float64([
        [0.5, -0.5],
        [0, 1],
      ]),
      bias: float64([0, 0]),
    },
  ]
  const data: TrainingData = {
    x: float64([
      [1, 2],
      [-1, 1],
    ]),
    labels: tensor([0, 1], [2], 'int32'),
    xValidation: float64([
      [0, 1],
      [1, 0],
    ]),
    labelsValidation: tensor([0, 1], [2], 'int32'),
  }

  test('makes the epoch of the worked example', () => {
    const options = { epochs: 1, batchSize: 2, learningRate: 0.5, l2: 0.1, random: new Random('a seed') }
    const { layers: after, history } = fit(layers, data, options)
    expect(after).toHaveLength(1)
    // Four digits, as in the handout.
    const digits = { absolute: 1e-4 }
    expect(after[0].weights).toBeCloseToTensor(
      [
        [0.6626, -0.6626],
        [0.3357, 0.5643],
      ],
      digits,
    )
    expect(after[0].bias).toBeCloseToTensor([0.153, -0.153], digits)
    expect(history.validationLoss).toHaveLength(1)
    expect(history.validationLoss[0]).toBeCloseTo(1.233, 3)
    expect(history.validationAccuracy).toEqual([0.5])
    // Either is right: the loss before the epoch's only step, or after it.
    const lossAfter = softmaxCrossEntropy(logitsOf(after[0]), data.labels)
    expect([0.7201, lossAfter].map((loss) => loss.toFixed(4))).toContain(history.loss[0].toFixed(4))
    expect(layers[0].bias).toBeCloseToTensor([0, 0])
  })

  test('learns to tell two clouds of points apart, with a hidden layer and short batches', () => {
    const random = new Random('clouds')
    const points = (count: number): { x: Tensor; labels: Tensor } => {
      const classes = Array.from({ length: count }, (_, index) => index % 2)
      const rows = classes.map((label) => [random.normal(4 * label - 2), random.normal(2 - 4 * label)])
      return { x: float64(rows), labels: tensor(classes, [count], 'int32') }
    }
    const [train, validation] = [points(50), points(20)]
    const draw = (rows: number, columns: number): Tensor =>
      float64(Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal())))
    const start = [
      { weights: draw(2, 6), bias: float64(Array<number>(6).fill(0)) },
      { weights: draw(6, 2), bias: float64([0, 0]) },
    ]
    const { history } = fit(
      start,
      { ...train, xValidation: validation.x, labelsValidation: validation.labels },
      { epochs: 20, batchSize: 8, learningRate: 0.1, l2: 0.001, random },
    )
    expect(history.loss).toHaveLength(20)
    expect(history.loss[19]).toBeLessThan(history.loss[0])
    expect(history.validationAccuracy[19]).toBeGreaterThan(0.9)
  })

  /** The logits of the training data, in plain numbers. */
  function logitsOf({ weights: w, bias }: DenseParameters): Tensor {
    const [a, b, c, d] = w.data
    const rows = [0, 1].map((sample) => {
      const [first, second] = [data.x.data[2 * sample], data.x.data[2 * sample + 1]]
      return [first * a + second * c + bias.data[0], first * b + second * d + bias.data[1]]
    })
    return float64(rows)
  }
})
