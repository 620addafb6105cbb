import { expect } from '@jest/globals'
import type { Tensor } from '../../reference-engine/tensor.ts'
import { contract, copyOf } from './support.ts'
import { fromTf, tf, tidied, toTf } from './tfjs.ts'

type Expected = { shape: readonly number[]; data: ArrayLike<number> }

/** What an op gave for float32 inputs, and the gradients with respect to each of them. */
type Float32Case = {
  inputs: readonly Tensor[]
  output: Tensor
  dOut: Tensor
  gradients: readonly Tensor[]
  /** The same op in tf.js. */
  inTf: (inputs: tf.Tensor[]) => tf.Tensor
}

/**
 * Output and gradients agree with tf.js to 1e-5 of the tensor's largest entry; of dOut's where that is larger, because a small
 * gradient may be the difference of large terms.
 */
export function expectLikeTf({ inputs, output, dOut, gradients, inTf }: Float32Case): void {
  const { expected, expectedGradients } = tidied(() => {
    const given = inputs.map(toTf)
    const derived = tf.grads((...variables: tf.Tensor[]) => inTf(variables))(given, toTf(dOut))
    return { expected: fromTf(inTf(given)), expectedGradients: derived.map(fromTf) }
  })
  expectWithin(output, expected, 1e-5 * largest(expected))
  expect(gradients.length).toBe(inputs.length)
  gradients.forEach((gradient, index) => {
    const scale = Math.max(largest(expectedGradients[index]), largest(dOut))
    expectWithin(gradient, expectedGradients[index], 1e-5 * scale)
  })
  expect([output, ...gradients].map((t) => t.dtype)).toEqual([output, ...gradients].map(() => 'float32'))
}

/**
 * float64 gradients agree with differences of the forward, the contraction with dOut taken for the loss, and nothing that the
 * backward was given has changed.
 *
 * @param variables what the forward reads, in the order of the gradients
 * @param relative bound on the error, relative to the largest entry, at least 1
 */
export function expectNumericGradients(
  forward: () => Tensor,
  dOut: Tensor,
  variables: readonly Tensor[],
  backward: () => readonly Tensor[],
  relative = 1e-9,
): void {
  const before = [...variables, dOut].map(copyOf)
  const gradients = backward()
  expect([...variables, dOut]).toEqual(before)
  expect(gradients.map((gradient) => gradient.dtype)).toEqual(variables.map(() => 'float64'))
  variables.forEach((variable, index) => {
    const expected = fivePointGradient(() => contract(forward(), dOut), variable)
    expectWithin(gradients[index], expected, relative * Math.max(1, largest(expected)))
  })
}

/** Five points an entry: the error is of fourth order, about 1e-12 for the ops here, so that single precision shows. */
function fivePointGradient(loss: () => number, variable: Tensor): Expected {
  const step = 1e-3
  const data = Array.from(variable.data, (value, index) => {
    const lossAt = (steps: number) => {
      variable.data[index] = value + steps * step
      return loss()
    }
    const difference = 8 * (lossAt(1) - lossAt(-1)) - (lossAt(2) - lossAt(-2))
    variable.data[index] = value
    return difference / (12 * step)
  })
  return { shape: variable.shape, data }
}

/** Same shape, and every entry within `bound`; infinities and NaN where they are expected. */
export function expectWithin(actual: Tensor, expected: Expected, bound: number): void {
  const values = Array.from(expected.data)
  const wrong = values.flatMap((value, index) => {
    const received = actual.data[index]
    return Math.abs(received - value) <= bound || Object.is(received, value) ? [] : [{ index, value, received }]
  })
  const found = { shape: [...actual.shape], length: actual.data.length, wrong }
  expect(found).toEqual({ shape: [...expected.shape], length: values.length, wrong: [] })
}

function largest({ data }: Expected): number {
  return Array.from(data).reduce((found, value) => Math.max(found, Math.abs(value)), 0)
}
