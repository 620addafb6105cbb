import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { gradientStep } from '../../../reference-engine/programs/gradient-step.ts'
import { batchNormalization } from '../../../reference-engine/layers/batch-normalization.ts'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import { conv2d as conv2dOp, conv2dBackward } from '../../../reference-engine/ops/conv2d.ts'
import { lstm as lstmOp, lstmBackward } from '../../../reference-engine/ops/lstm.ts'
import { zeros, zerosLike, type Tensor } from '../../../reference-engine/tensor.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { buildLayers } from '../../../reference-engine/training/model-layers.ts'
import { float64Weights } from '../kernels/float64-weights.ts'
import { draw, drawn, expectClose } from '../support.ts'
import type { BatchTensor } from '../../../reference-engine/programs/step-parts.ts'

const read = ({ shape, data }: BatchTensor): Tensor => ({ shape, dtype: 'float32', data })

test('a convolution alone: output, and all three gradients', async () => {
  const kernels = await startKernels({ threads: 2 })
  const layers = buildLayers([conv2d({ filters: 10, kernelSize: 3 })], [7, 8, 3], 'convolution')
  const step = gradientStep(kernels, layers, 5)
  const x = draw('x', [5, 7, 8, 3], 'float32')
  const dOut = draw('d', [5, 5, 6, 10], 'float32')
  step.x.data.set(x.data)
  step.dOut.data.set(dOut.data)
  const program = kernels.load(step.phases)
  program.run()
  program.run() // gradients begin anew each time
  const { kernel, bias } = layers[0].weights
  expectClose(read(step.output), conv2dOp(x, kernel, bias))
  const { dX, dFilter, dBias } = conv2dBackward(dOut, x, kernel)
  expectClose(read(step.dX), dX)
  expectClose(step.gradients()['conv2d/kernel'], dFilter)
  expectClose(step.gradients()['conv2d/bias'], dBias)
  step.release()
  kernels.close()
})

test.each(['float32', 'float64'] as const)(
  'a convolution on the image itself hands back gradients for any number of channels, in %s',
  async (dtype) => {
    const kernels = await startKernels({ threads: 2, dtype })
    const cases = fc.record({
      samples: fc.integer({ min: 1, max: 9 }),
      channels: fc.integer({ min: 1, max: 9 }),
      filters: fc.integer({ min: 1, max: 9 }),
      kernelSize: fc.integer({ min: 1, max: 4 }),
      strides: fc.integer({ min: 1, max: 2 }),
      padding: fc.constantFrom('valid' as const, 'same' as const),
    })
    fc.assert(
      fc.property(cases, ({ samples, channels, ...options }) => {
        const [built] = buildLayers([conv2d(options)], [6, 7, channels], 'image')
        const weights = dtype === 'float64' ? float64Weights(built.weights) : built.weights
        const step = gradientStep(kernels, [{ ...built, weights }], samples)
        const x = draw('x', [samples, 6, 7, channels], dtype)
        const dOut = draw('d', [samples, ...built.outputShape], dtype)
        step.x.data.set(x.data)
        step.dOut.data.set(dOut.data)
        const program = kernels.load(step.phases)
        program.run()
        const pair = { strides: [options.strides, options.strides], padding: options.padding } as const
        const { dX } = conv2dBackward(dOut, x, weights.kernel, pair)
        expectClose({ shape: step.dX.shape, dtype, data: step.dX.data }, dX)
        program.release()
        step.release()
      }),
      { ...drawn, numRuns: 100 },
    )
    kernels.close()
  },
)

test('an LSTM alone, through time', async () => {
  const kernels = await startKernels({ threads: 2 })
  const layers = buildLayers([lstm({ units: 6, returnSequences: true })], [4, 5], 'lstm')
  const step = gradientStep(kernels, layers, 3)
  const x = draw('x', [3, 4, 5], 'float32')
  const dH = draw('d', [3, 4, 6], 'float32')
  step.x.data.set(x.data)
  step.dOut.data.set(dH.data)
  kernels.load(step.phases).run()
  const { kernel: inputWeights, recurrent_kernel: recurrentWeights, bias } = layers[0].weights
  const parameters = { inputWeights, recurrentWeights, bias }
  const initial = { h: zeros([3, 6]), c: zeros([3, 6]) }
  expectClose(read(step.output), lstmOp(x, initial, parameters).h)
  const { dX, gradients } = lstmBackward({ h: dH, c: zerosLike(dH) }, x, initial, parameters)
  expectClose(read(step.dX), dX)
  expectClose(step.gradients()['lstm/kernel'], gradients.inputWeights)
  expectClose(step.gradients()['lstm/recurrent_kernel'], gradients.recurrentWeights)
  expectClose(step.gradients()['lstm/bias'], gradients.bias)
  step.release()
  kernels.close()
})

test('a layer without kernels is named', async () => {
  const kernels = await startKernels({ threads: 1 })
  const layers = buildLayers([batchNormalization()], [4], 'none')
  expect(() => gradientStep(kernels, layers, 2)).toThrow('batch_normalization has no kernels')
})
