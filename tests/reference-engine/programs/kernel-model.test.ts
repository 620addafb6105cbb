import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { KernelType, Kernels } from '../../../reference-engine/kernels/kernels.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import type { Sequential } from '../../../reference-engine/sequential.ts'
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

/** Small enough that the weights stay of the size that they begin with. */
const learningRate = 0.1

/** Gradients: what a step of gradient descent takes away, for the rate. */
function gradients(before: Weights, after: Weights): Weights {
  return Object.fromEntries(
    Object.entries(before).map(([name, weight]) => [
      name,
      { ...weight, data: weight.data.map((value, index) => (value - after[name].data[index]) / learningRate) },
    ]),
  )
}

/** Steps on a batch, on a smaller one, and on the first again: nothing of a step may be left for the next. */
function expectLikeOps(given: ModelCase, dtype: KernelType): void {
  const [withKernels, withOps] = [makeModel(given, kernelsFor(dtype)), makeModel(given)]
  withOps.setWeights(withKernels.getWeights())
  for (const model of [withKernels, withOps]) {
    model.compile({ optimizer: sgd({ learningRate }), loss: 'softmaxCrossEntropy' })
  }
  expect(withKernels.computedBy()).toEqual({ name: 'kernels' })
  for (const samples of [given.samples, Math.ceil(given.samples / 2), given.samples]) {
    expectLikeStep(withKernels, withOps, given.inputShape, samples, dtype)
    // Each step from the same weights, so that no difference grows.
    withOps.setWeights(withKernels.getWeights())
  }
  withKernels.dispose()
}

function expectLikeStep(
  withKernels: Sequential,
  withOps: Sequential,
  inputShape: readonly number[],
  samples: number,
  dtype: KernelType,
): void {
  const weights = withKernels.getWeights()
  const x = draw(`x${samples}`, [samples, ...inputShape], dtype)
  const labels = int32(Array.from({ length: samples }, (_, index) => index % 3))
  expectSame('prediction', withKernels.predict(x), withOps.predict(x), bounds[dtype])
  const [own, expected] = [withKernels, withOps].map((model) => model.trainOnBatch(x, labels).loss)
  expect(Math.abs(own - expected)).toBeLessThanOrEqual(bounds[dtype] * Math.max(1, expected))
  const found = gradients(weights, withKernels.getWeights())
  const wanted = gradients(weights, withOps.getWeights())
  const largest = Math.max(...Object.values(wanted).map(({ data }) => largestOf(data)))
  for (const [name, gradient] of Object.entries(wanted)) {
    // A gradient is read off a difference of weights, which holds no more digits than they do; and a small one may be a sum of large terms.
    const scale = Math.max(largestOf(weights[name].data), name.endsWith('bias') ? largest : 0)
    expectSame(name, found[name], gradient, bounds[dtype], scale)
  }
}

describe.each(types)('in %s kernels give what the ops give', (dtype) => {
  test.each(Object.entries(modelCases))('%s', (_, cases) => {
    fc.assert(
      fc.property(cases, (given) => expectLikeOps(given, dtype)),
      { ...drawn, numRuns: 20 },
    )
  })
})
