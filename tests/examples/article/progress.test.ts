import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { duration, logWords, withBar } from '../../../examples/article/progress.ts'
import { trainingProgress } from '../../../examples/article/training-progress.ts'
import type { Batch } from '../../../reference-engine/datasets/dataset.ts'
import { tensorDataset } from '../../../reference-engine/datasets/tensor-dataset.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import { draw } from '../../reference-engine/support.ts'

afterEach(() => void jest.restoreAllMocks())

const dataset = tensorDataset(draw('x', [5, 2], 'float32'), draw('y', [5, 1], 'float32'), { batchSize: 2, seed: 'a' })

test.each([
  [0, '0:00'],
  [1499, '0:01'],
  [59_600, '1:00'],
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [36_061_000, '10:01:01'],
  [NaN, '?'],
  [Infinity, '?'],
])('duration: %p ms is %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words)
})

test('withBar gives the batches of the same epoch', async () => {
  const watched = withBar(dataset, () => 'title')
  expect([watched.size, watched.batchesPerEpoch]).toEqual([5, 3])
  const batches: Batch[] = []
  for await (const batch of watched.batches(7)) batches.push(batch)
  expect(batches).toEqual([...(dataset.batches(7) as Iterable<Batch>)])
})

describe('trainingProgress', () => {
  test('tells the means of each epoch, and the time left while there is an epoch to come', async () => {
    const lines = jest.spyOn(console, 'error').mockReturnValue()
    const model = new Sequential({ layers: [dense({ units: 1, inputShape: [2] })] })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const progress = trainingProgress(dataset, 2, 2)
    const { history } = await model.fitDataset(progress.dataset, { epochs: 2, callbacks: progress.callbacks })
    expect(lines.mock.calls.map(([line]) => line as string)).toEqual([
      expect.stringMatching(new RegExp(`^epoch 1/2: ${logWords({ loss: history.loss[0] })}, \\d+:\\d\\d left$`)),
      `epoch 2/2: ${logWords({ loss: history.loss[1] })}`,
    ])
  })
})
