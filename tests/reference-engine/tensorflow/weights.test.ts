import { describe, expect, test } from '@jest/globals'
import { batchNormalization } from '../../../reference-engine/layers/batch-normalization.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { toTensorFlow } from '../../../reference-engine/tensorflow/to-tensorflow.ts'
import { weightsFromTensorFlow } from '../../../reference-engine/tensorflow/weights.ts'
import { draw } from '../support.ts'
import { tf } from '../tfjs.ts'

function modelWith(units: number, seed: number, useBias = true, name = 'first'): Sequential {
  const layers = [dense({ units, useBias, name, inputShape: [3] }), batchNormalization(), dense({ units: 2 })]
  return new Sequential({ layers, seed })
}

describe('weightsFromTensorFlow', () => {
  test('brings back all weights, bit for bit, those that no gradient changes too', async () => {
    const model = modelWith(4, 1)
    const drawn = Object.entries(model.getWeights()).map(([name, { shape }]) => [name, draw(name, shape, 'float32')])
    model.setWeights(Object.fromEntries(drawn) as { [name: string]: Tensor })
    const other = modelWith(4, 2)
    await weightsFromTensorFlow(toTensorFlow(tf, model), other)
    expect(other.getWeights()).toEqual(model.getWeights())
  })

  test('keeps the dtype of the model', async () => {
    const model = modelWith(4, 1)
    const weights = Object.entries(model.getWeights())
    const other = modelWith(4, 2)
    other.setWeights(Object.fromEntries(weights.map(([name, { shape }]) => [name, draw(name, shape, 'float64')])))
    await weightsFromTensorFlow(toTensorFlow(tf, model), other)
    expect(Object.values(other.getWeights()).map(({ dtype, data }) => [dtype, ...data])).toEqual(
      weights.map(([, { data }]) => ['float64', ...data]),
    )
  })

  test.each([
    ['first/kernel must be of shape [3, 4]; got [3, 5]', modelWith(5, 2)],
    ['trained must be a model whose layer first has 2 weights, as in the Sequential; got 1', modelWith(4, 2, false)],
    [
      'trained must be a model whose layer first has 2 weights, as in the Sequential; got no such layer',
      modelWith(4, 2, true, 'other'),
    ],
  ])('%s, and nothing is replaced', async (message, other) => {
    const model = modelWith(4, 1)
    const before = model.getWeights()
    await expect(weightsFromTensorFlow(toTensorFlow(tf, other), model)).rejects.toThrow(
      `weightsFromTensorFlow: ${message}`,
    )
    expect(model.getWeights()).toEqual(before)
  })
})
