import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { concat, slice, tensor, zeros, type Tensor } from 'grade-descent/student'
import {
  clipByGlobalNorm,
  lstmStep,
  lstmStepBackward,
  rnn,
  rnnBackward,
  rnnStep,
  rnnStepBackward,
  type LstmState,
  type RecurrentParameters,
} from './recurrent.ts'

// The handout's worked examples, and numeric gradients of your own forward. The grader asks more: npm run grade -- 6

const float64 = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, undefined, 'float64')

/** Numbers without a pattern, the same at every run. */
function scattered(shape: readonly number[]): Tensor {
  const count = shape.reduce((product, extent) => product * extent)
  const values = Array.from({ length: count }, (_, index) => ((index * 7919 + 13) % 101) / 50 - 1)
  return tensor(values, shape, 'float64')
}

const names = ['inputWeights', 'recurrentWeights', 'bias'] as const

const x = float64([[[1], [-1]]])
const h0 = float64([[0.5, -0.5]])
const parameters: RecurrentParameters = {
  inputWeights: float64([[0.5, -1]]),
  recurrentWeights: float64([
    [1, 0.5],
    [-0.5, 1],
  ]),
  bias: float64([0, 0.5]),
}
const dH = float64([
  [
    [0.5, 0],
    [1, -1],
  ],
])

/** Three samples, two inputs, four units. */
const layer: RecurrentParameters = {
  inputWeights: scattered([2, 4]),
  recurrentWeights: scattered([4, 4]),
  bias: scattered([4]),
}

describe('rnnStep', () => {
  test('gives the first state of the worked example', () => {
    expect(rnnStep(float64([[1]]), h0, parameters)).toBeCloseToTensor([[0.8482836399575129, -0.6351489523872873]])
  })

  test('is 1 and -1 far out, never NaN', () => {
    const far = { ...parameters, bias: float64([1000, -1000]) }
    expect(rnnStep(float64([[1]]), h0, far)).toBeCloseToTensor([[1, -1]])
  })
})

describe('rnnStepBackward', () => {
  const input = scattered([3, 2])
  const state = scattered([3, 4])

  test('gives the gradients of the last step of the worked example', () => {
    const before = float64([[0.8482836399575129, -0.6351489523872873]])
    const { dX, dHPrevious } = rnnStepBackward(float64([[1, -1]]), float64([[-1]]), before, parameters)
    expect(dX).toBeCloseToTensor([[0.5928483299032594]])
    expect(dHPrevious).toBeCloseToTensor([[0.5298088176236838, -0.5928483299032594]])
  })

  test('matches the numeric gradients by x and by the state before', () => {
    expect((dOut: Tensor, moved: Tensor) => rnnStepBackward(dOut, moved, state, layer).dX).toMatchNumericGradient(
      (moved) => rnnStep(moved, state, layer),
      input,
    )
    expect(
      (dOut: Tensor, moved: Tensor) => rnnStepBackward(dOut, input, moved, layer).dHPrevious,
    ).toMatchNumericGradient((moved) => rnnStep(input, moved, layer), state)
  })

  test.each(names)('matches the numeric gradient by %s', (name) => {
    const moved = (values: Tensor): RecurrentParameters => ({ ...layer, [name]: values })
    expect(
      (dOut: Tensor, values: Tensor) => rnnStepBackward(dOut, input, state, moved(values)).gradients[name],
    ).toMatchNumericGradient((values) => rnnStep(input, state, moved(values)), layer[name])
  })
})

describe('rnn', () => {
  test('gives both states of the worked example', () => {
    expect(rnn(x, h0, parameters)).toBeCloseToTensor([
      [
        [0.8482836399575129, -0.6351489523872873],
        [0.5822487560654374, 0.8588625402978441],
      ],
    ])
  })

  test('treats each sequence of a batch by itself', () => {
    const batch = scattered([3, 5, 2])
    const states = scattered([3, 4])
    const second = rnn(slice(batch, [1, 0, 0], [1, 5, 2]), slice(states, [1, 0], [1, 4]), layer)
    expect(slice(rnn(batch, states, layer), [1, 0, 0], [1, 5, 4])).toBeCloseToTensor(second)
  })
})

describe('rnnBackward', () => {
  test('gives the gradients of the worked example', () => {
    const { dX, dH0, gradients } = rnnBackward(dH, x, h0, parameters)
    expect(dX).toBeCloseToTensor([[[0.4980717509762609], [0.5928483299032594]]])
    expect(dH0).toBeCloseToTensor([[0.1119312517435882, -0.4980717509762609]])
    expect(gradients.inputWeights).toBeCloseToTensor([[-0.3722126842748759, -0.0913297632104394]])
    expect(gradients.recurrentWeights).toBeCloseToTensor([
      [0.7050907884222388, -0.3993940205100804],
      [-0.5642116615411148, 0.34347704038018123],
    ])
    expect(gradients.bias).toBeCloseToTensor([0.9497600878456258, -0.6160400369567075])
  })

  test.each([1, 2, 5])('matches the numeric gradients of your rnn over %d steps', (steps) => {
    const batch = scattered([3, steps, 2])
    const states = scattered([3, 4])
    expect((dOut: Tensor, moved: Tensor) => rnnBackward(dOut, moved, states, layer).dX).toMatchNumericGradient(
      (moved) => rnn(moved, states, layer),
      batch,
    )
    expect((dOut: Tensor, moved: Tensor) => rnnBackward(dOut, batch, moved, layer).dH0).toMatchNumericGradient(
      (moved) => rnn(batch, moved, layer),
      states,
    )
    for (const name of names) {
      const moved = (values: Tensor): RecurrentParameters => ({ ...layer, [name]: values })
      expect(
        (dOut: Tensor, values: Tensor) => rnnBackward(dOut, batch, states, moved(values)).gradients[name],
      ).toMatchNumericGradient((values) => rnn(batch, states, moved(values)), layer[name])
    }
  })
})

const unit: RecurrentParameters = {
  inputWeights: float64([[0.5, 1, 1, -1]]),
  recurrentWeights: float64([[1, 2, -1, 1]]),
  bias: float64([0, 0, 0.5, 0.5]),
}
const previous: LstmState = { h: float64([[0.5]]), c: float64([[0.25]]) }

describe('lstmStep', () => {
  test('gives h and c of the worked example', () => {
    const { h, c } = lstmStep(float64([[1]]), previous, unit)
    expect(c).toBeCloseToTensor([[0.7769692106404102]])
    expect(h).toBeCloseToTensor([[0.3254818345180017]])
  })

  test('keeps the memory where the forget gate is open and the input gate is shut', () => {
    const keeping = { ...unit, bias: float64([-1000, 1000, 0, 1000]) }
    const { h, c } = lstmStep(float64([[1]]), previous, keeping)
    expect(c).toBeCloseToTensor([[0.25]])
    expect(h).toBeCloseToTensor([[Math.tanh(0.25)]])
  })
})

describe('lstmStepBackward', () => {
  test('gives the gradients of the worked example', () => {
    const dState = { h: float64([[1]]), c: float64([[0.5]]) }
    const { dX, dPrevious, gradients } = lstmStepBackward(dState, float64([[1]]), previous, unit)
    expect(gradients.bias).toBeCloseToTensor([
      0.11801237790175248, 0.020686968835436935, 0.24197417652796355, 0.16274091725900086,
    ])
    expect(dX).toBeCloseToTensor([[0.15892641705527588]])
    expect(dPrevious.h).toBeCloseToTensor([[0.08015305630366365]])
    expect(dPrevious.c).toBeCloseToTensor([[0.6941765683092412]])
  })

  // Three samples, two inputs, four units. h and c lie side by side, so that one upstream gradient meets both.
  const input = scattered([3, 2])
  const before: LstmState = { h: scattered([3, 4]), c: scattered([3, 4]) }
  const wide: RecurrentParameters = {
    inputWeights: scattered([2, 16]),
    recurrentWeights: scattered([4, 16]),
    bias: scattered([16]),
  }
  const both = ({ h, c }: LstmState): Tensor => concat([h, c], 1)
  const halves = (dOut: Tensor): LstmState => ({ h: slice(dOut, [0, 0], [3, 4]), c: slice(dOut, [0, 4], [3, 4]) })

  test('matches the numeric gradients of your lstmStep by x, h and c', () => {
    expect(
      (dOut: Tensor, moved: Tensor) => lstmStepBackward(halves(dOut), moved, before, wide).dX,
    ).toMatchNumericGradient((moved) => both(lstmStep(moved, before, wide)), input)
    for (const name of ['h', 'c'] as const) {
      const moved = (values: Tensor): LstmState => ({ ...before, [name]: values })
      expect(
        (dOut: Tensor, values: Tensor) => lstmStepBackward(halves(dOut), input, moved(values), wide).dPrevious[name],
      ).toMatchNumericGradient((values) => both(lstmStep(input, moved(values), wide)), before[name])
    }
  })

  test.each(names)('matches the numeric gradient of your lstmStep by %s', (name) => {
    const moved = (values: Tensor): RecurrentParameters => ({ ...wide, [name]: values })
    expect(
      (dOut: Tensor, values: Tensor) => lstmStepBackward(halves(dOut), input, before, moved(values)).gradients[name],
    ).toMatchNumericGradient((values) => both(lstmStep(input, before, moved(values))), wide[name])
  })
})

describe('clipByGlobalNorm', () => {
  const gradients = [float64([3, 4]), float64([[12]])]

  test('halves the gradients of the worked example', () => {
    const [first, second] = clipByGlobalNorm(gradients, 6.5)
    expect(first).toBeCloseToTensor([1.5, 2])
    expect(second).toBeCloseToTensor([[6]])
  })

  test('leaves short ones as they are, zeros too', () => {
    const [first, second] = clipByGlobalNorm(gradients, 20)
    expect(first).toBeCloseToTensor([3, 4])
    expect(second).toBeCloseToTensor([[12]])
    expect(clipByGlobalNorm([zeros([2])], 1)[0]).toBeCloseToTensor([0, 0])
  })
})
