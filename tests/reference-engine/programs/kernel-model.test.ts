import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { KernelType, Kernels } from '../../../reference-engine/kernels/kernels.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { draw, drawn, int32 } from '../support.ts'
import { makeModel, modelCases, type ModelCase } from './model-cases.ts'

// The ops are the definition: a model computed by kernels gives what it gives when its ops compute it.

const types: KernelType[] = ['float32', 'float64']
const bounds = { float32: 1e-5, float64: 1e-10 }
const started = new Map<KernelType, Kernels>()

beforeAll(async () => {
  for (const dtype of types) started.set(dtype, await startKernels({ dtype, threads: 2 }))
})

afterAll(() => {
  for (const kernels of started.values()) kernels.close()
})

function kernelsFor(dtype: KernelType): Kernels {
  return started.get(dtype) as Kernels
}

function largestOf(data: ArrayLike<number>): number {
  return Array.from(data).reduce((found, value) => Math.max(found, Math.abs(value)), 0)
}

function expectSame(what: string, received: Tensor, expected: Tensor, bound: number, scale = 0): void {
  const allowed = bound * Math.max(scale, largestOf(expected.data))
  const worst = Array.from(expected.data).reduce(
    (found, value, index) => Math.max(found, Math.abs(value - received.data[index])),
    0,
  )
  expect({ what, shape: received.shape, dtype: received.dtype }).toEqual({
    what,
    shape: expected.shape,
    dtype: expected.dtype,
  })
  if (!(worst <= allowed)) expect({ what, worst }).toEqual({ what, worst: `at most ${allowed}` })
}

/** Gradients: what a step of gradient descent with rate 1 takes away. */
function gradients(before: Weights, after: Weights): Weights {
  return Object.fromEntries(
    Object.entries(before).map(([name, weight]) => [
      name,
      { ...weight, data: weight.data.map((value, index) => value - after[name].data[index]) },
    ]),
  )
}

function expectLikeOps(given: ModelCase, dtype: KernelType): void {
  const [withKernels, withOps] = [makeModel(given, kernelsFor(dtype)), makeModel(given)]
  const weights = withKernels.getWeights()
  withOps.setWeights(weights)
  const x = draw('x', [given.samples, ...given.inputShape], dtype)
  const labels = int32(Array.from({ length: given.samples }, (_, index) => index % 3))
  expectSame('prediction', withKernels.predict(x), withOps.predict(x), bounds[dtype])
  for (const model of [withKernels, withOps]) {
    model.compile({ optimizer: sgd({ learningRate: 1 }), loss: 'softmaxCrossEntropy' })
  }
  expect(withKernels.computedBy()).toEqual({ name: 'kernels' })
  const [own, expected] = [withKernels, withOps].map((model) => model.trainOnBatch(x, labels).loss)
  expect(Math.abs(own - expected)).toBeLessThanOrEqual(bounds[dtype] * Math.max(1, expected))
  const found = gradients(weights, withKernels.getWeights())
  const wanted = gradients(weights, withOps.getWeights())
  // A gradient is read off a difference of weights, which holds no more digits than they do; and a small one may be a sum of large terms.
  const scale = Math.max(...[...Object.values(weights), ...Object.values(wanted)].map(({ data }) => largestOf(data)))
  for (const [name, gradient] of Object.entries(wanted)) {
    expectSame(name, found[name], gradient, bounds[dtype], scale)
  }
  withKernels.dispose()
}

describe.each(types)('in %s kernels give what the ops give', (dtype) => {
  test.each(Object.entries(modelCases))('%s', (_, cases) => {
    fc.assert(
      fc.property(cases, (given) => expectLikeOps(given, dtype)),
      { ...drawn, numRuns: 40 },
    )
  })
})
