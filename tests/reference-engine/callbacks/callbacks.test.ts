import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Callback, CallbackModel, Logs, TrainingPlan } from '../../../reference-engine/callbacks/callback.ts'
import { earlyStoppingCallback } from '../../../reference-engine/callbacks/early-stopping.ts'
import { learningRateScheduler } from '../../../reference-engine/callbacks/learning-rate-scheduler.ts'
import { modelCheckpoint } from '../../../reference-engine/callbacks/model-checkpoint.ts'
import { progressCallback, type Progress } from '../../../reference-engine/callbacks/progress.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import { exponentialDecay } from '../../../reference-engine/optimizers/schedules/exponential-decay.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import { earlyStopping } from '../../../reference-engine/training/early-stopping.ts'
import { draw, drawn } from '../support.ts'

const x = draw('x', [12, 3], 'float32')
const y = draw('y', [12, 1], 'float32')

function model(): Sequential {
  const made = new Sequential({ layers: [dense({ units: 1, inputShape: [3] })] })
  made.compile({ optimizer: sgd({ learningRate: 0.1 }), loss: 'meanSquaredError' })
  return made
}

describe('earlyStopping', () => {
  test.each<[number[], number, number, number | null, number]>([
    [[3, 2, 1], 1, 0, null, 2],
    [[3, 2, 2.5, 2.4], 2, 0, 3, 1],
    [[3, 2, 2.5, 1, 1.5, 1.5], 2, 0, 5, 3],
    [[3, 2.95, 2.9, 2.5], 3, 0.2, null, 3],
    [[3, 2.95, 2.9, 2.85], 3, 0.2, 3, 0],
    [[3, 3], 1, 0, 1, 0],
    [[3, NaN, NaN], 2, 0, 2, 0],
    [[NaN, 2, 1], 2, 0, null, 2],
    [[1], 1, 0, null, 0],
  ])('%p, patience %p, minDelta %p: stops at %p, best is %p', (losses, patience, minDelta, stoppedAt, bestEpoch) => {
    expect(earlyStopping(losses, { patience, minDelta })).toEqual({ stoppedAt, bestEpoch })
  })

  test('refuses a patience of 0', () => {
    expect(() => earlyStopping([1], { patience: 0, minDelta: 0 })).toThrow('earlyStopping: patience must be')
  })
})

/** Feeds logs to callbacks as a training would; the weights after epoch e are [e]. */
async function play(callback: Callback, logs: readonly Logs[]): Promise<{ epochs: number; weights: number }> {
  let weights = -1
  const plan: TrainingPlan = { epochs: logs.length, initialEpoch: 0, batchesPerEpoch: 1, samples: 1 }
  const trained: CallbackModel = {
    stopTraining: false,
    learningRate: 1,
    iterations: 0,
    getWeights: () => ({ w: draw(weights, [1]), epoch: { ...draw(1, [1]), data: Float64Array.of(weights) as never } }),
    setWeights: (restored) => void (weights = restored.epoch.data[0]),
    saveCheckpoint: (epochsDone) => Uint8Array.of(epochsDone),
  }
  await callback.onTrainBegin?.(plan, trained)
  let epochs = 0
  for (const log of logs) {
    if (trained.stopTraining) break
    weights = epochs
    await callback.onEpochEnd?.(epochs++, log, trained)
  }
  await callback.onTrainEnd?.(trained)
  return { epochs, weights }
}

const losses = (...values: number[]): Logs[] => values.map((value) => ({ val_loss: value, accuracy: 1 - value }))

describe('earlyStoppingCallback', () => {
  test.each([
    ['patience 0 stops at the first epoch that is no better', {}, losses(3, 2, 2, 1), 3, 2],
    ['patience 2', { patience: 2 }, losses(3, 2, 4, 4, 1), 4, 3],
    ['restores the best', { patience: 2, restoreBestWeights: true }, losses(3, 2, 4, 4, 1), 4, 1],
    ['restores the best at the end too', { patience: 9, restoreBestWeights: true }, losses(3, 2, 4), 3, 1],
    ['more is better for accuracies', { monitor: 'accuracy', restoreBestWeights: true }, losses(0.5, 0.4, 0.6), 3, 1],
    ['more is better when told', { mode: 'max' as const, restoreBestWeights: true }, losses(1, 2, 3, 1), 4, 2],
  ])('%s', async (_, options, logs, epochs, weights) => {
    expect(await play(earlyStoppingCallback(options), logs)).toEqual({ epochs, weights })
  })

  // Written after Keras 3's documentation and source: EarlyStopping.on_epoch_end.
  function keras(
    values: number[],
    { patience, minDelta, restore }: { patience: number; minDelta: number; restore: boolean },
  ) {
    let [best, bestEpoch, wait] = [Infinity, 0, 0]
    for (const [epoch, value] of values.entries()) {
      wait++
      if (value + minDelta < best) [best, bestEpoch, wait] = [value, epoch, 0]
      else if (wait >= patience && epoch > 0) return { epochs: epoch + 1, weights: restore ? bestEpoch : epoch }
    }
    return { epochs: values.length, weights: restore ? bestEpoch : values.length - 1 }
  }

  test('ends and restores as Keras does, with ties and NaN', async () => {
    const value = fc.constantFrom(0, 1, 1.5, 2, 2.5, 3, NaN, Infinity)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 2, 3),
        fc.array(value, { maxLength: 9 }),
        fc.nat(3),
        fc.constantFrom(0, 0.5, 1),
        fc.constantFrom('min' as const, 'max' as const),
        fc.boolean(),
        async (first, rest, patience, minDelta, mode, restore) => {
          const values = [first, ...rest]
          const logs = values.map((entry) => ({ watched: mode === 'max' ? -entry : entry }))
          const options = { monitor: 'watched', patience, minDelta, mode, restoreBestWeights: restore }
          expect(await play(earlyStoppingCallback(options), logs)).toEqual(
            keras(values, { patience, minDelta, restore }),
          )
        },
      ),
      { ...drawn, numRuns: 500 },
    )
  })

  test('begins anew with each training', async () => {
    const callback = earlyStoppingCallback({ patience: 1, restoreBestWeights: true })
    expect(await play(callback, losses(1, 2))).toEqual({ epochs: 2, weights: 0 })
    expect(await play(callback, losses(9, 8, 10))).toEqual({ epochs: 3, weights: 1 })
  })

  test('in a training: ends it and brings the best weights back', async () => {
    // Validation targets that training only leads away from.
    const trained = model()
    const before = trained.getWeights()
    const worse = [x, { ...y, data: y.data.map((value, i) => trained.predict(x).data[i] - 5 * value) }] as const
    const weights: unknown[] = []
    const { epoch, history } = await trained.fit(x, y, {
      epochs: 20,
      validationData: worse,
      callbacks: [
        { onEpochEnd: (_epoch, _logs, seen) => void weights.push(seen.getWeights()) },
        earlyStoppingCallback({ patience: 2, restoreBestWeights: true }),
      ],
    })
    const best = history.val_loss.indexOf(Math.min(...history.val_loss))
    expect(epoch.length).toBe(best + 3)
    expect(trained.getWeights()).toEqual(weights[best])
    expect(trained.getWeights()).not.toEqual(weights[epoch.length - 1])
    expect(trained.getWeights()).not.toEqual(before)
  })

  test('names the logs there are', async () => {
    await expect(model().fit(x, y, { callbacks: [earlyStoppingCallback()] })).rejects.toThrow(
      "earlyStoppingCallback: monitor must be one of the logs loss; got 'val_loss'",
    )
  })
})

describe('learningRateScheduler', () => {
  const rates = async (callback: Callback, epochs: number) => {
    const seen: number[] = []
    const trained = model()
    await trained.fit(x, y, {
      epochs,
      batchSize: 6,
      callbacks: [callback, { onBatchEnd: (_batch, _logs, { learningRate }) => void seen.push(learningRate) }],
    })
    return seen
  }

  test('each epoch, from the number of the epoch or the rate so far', async () => {
    expect(
      await rates(
        learningRateScheduler((epoch) => 0.1 / (epoch + 1)),
        2,
      ),
    ).toEqual([0.1, 0.1, 0.05, 0.05])
    expect(
      await rates(
        learningRateScheduler((_epoch, rate) => rate / 2),
        2,
      ),
    ).toEqual([0.05, 0.05, 0.025, 0.025])
  })

  test('each step, counted over all epochs', async () => {
    const schedule = (step: number) => exponentialDecay(0.1, step, { decayRate: 0.5, decaySteps: 1 })
    expect(await rates(learningRateScheduler(schedule, { every: 'step' }), 2)).toEqual([0.1, 0.05, 0.025, 0.0125])
  })

  test('a rate of 0 changes no weight', async () => {
    const trained = model()
    const before = trained.getWeights()
    await trained.fit(x, y, { callbacks: [learningRateScheduler(() => 0)] })
    expect(trained.getWeights()).toEqual(before)
  })

  test.each([[NaN], [-1], [Infinity], ['1']])('refuses %p, which is no rate', async (rate) => {
    await expect(
      rates(
        learningRateScheduler(() => rate as number),
        1,
      ),
    ).rejects.toThrow('learningRateScheduler: schedule must be a function to a number of 0 or more; got')
  })
})

test('progress tells how far, how long and how long still', async () => {
  const seen: Progress[] = []
  let clock = 1000
  const tick: Callback = { onBatchBegin: () => void (clock += 10) }
  const progress = progressCallback(
    (told) => seen.push(told),
    () => clock,
  )
  await model().fit(x, y, { epochs: 3, initialEpoch: 1, batchSize: 6, callbacks: [tick, progress] })
  expect(seen.map(({ epoch, batch, elapsed, remaining }) => [epoch, batch, elapsed, remaining])).toEqual([
    [1, 1, 10, 30],
    [1, 2, 20, 20],
    [1, 2, 20, 20],
    [2, 1, 30, 10],
    [2, 2, 40, 0],
    [2, 2, 40, 0],
  ])
  expect(seen.every(({ epochs, batches, logs }) => epochs === 3 && batches === 2 && logs.loss > 0)).toBe(true)
})

test('modelCheckpoint hands one over each epoch, or only the best', async () => {
  const saved: number[] = []
  const save = (bytes: Uint8Array): void => void saved.push(bytes[0])
  await play(modelCheckpoint(save), losses(3, 2, 4))
  expect(saved).toEqual([1, 2, 3])
  saved.length = 0
  await play(modelCheckpoint(save, { saveBestOnly: true }), losses(3, 4, 2))
  expect(saved).toEqual([1, 3])
  saved.length = 0
  await play(modelCheckpoint(save, { saveBestOnly: true, monitor: 'accuracy' }), losses(3, 4, 2, 2))
  expect(saved).toEqual([1, 3])
  saved.length = 0
  await play(modelCheckpoint(save, { saveBestOnly: true, mode: 'max' }), losses(3, NaN, 4))
  expect(saved).toEqual([1, 3])
  await expect(play(modelCheckpoint(save, { saveBestOnly: true, monitor: 'lost' }), losses(1))).rejects.toThrow(
    "modelCheckpoint: monitor must be one of the logs val_loss, accuracy; got 'lost'",
  )
})

test.each<[string, () => unknown]>([
  [
    'earlyStoppingCallback: patience must be a whole number of 0 or more; got -1',
    () => earlyStoppingCallback({ patience: -1 }),
  ],
  [
    'earlyStoppingCallback: minDelta must be a number of 0 or more; got NaN',
    () => earlyStoppingCallback({ minDelta: NaN }),
  ],
  [
    "earlyStoppingCallback: mode must be one of 'auto', 'min', 'max'; got 'less'",
    () => earlyStoppingCallback({ mode: 'less' as 'min' }),
  ],
  [
    'earlyStoppingCallback: restoreBestWeights must be true or false; got 1',
    () => earlyStoppingCallback({ restoreBestWeights: 1 as never }),
  ],
  ["modelCheckpoint: save must be a function that takes the bytes; got 'file'", () => modelCheckpoint('file' as never)],
  [
    "modelCheckpoint: saveBestOnly must be true or false; got 'yes'",
    () => modelCheckpoint(() => undefined, { saveBestOnly: 'yes' as never }),
  ],
  [
    "modelCheckpoint: mode must be one of 'auto', 'min', 'max'; got 'best'",
    () => modelCheckpoint(() => undefined, { mode: 'best' as 'min' }),
  ],
  [
    'learningRateScheduler: schedule must be a function to a number of 0 or more; got 0.1',
    () => learningRateScheduler(0.1 as never),
  ],
  [
    "learningRateScheduler: every must be one of 'epoch', 'step'; got 'batch'",
    () => learningRateScheduler(() => 1, { every: 'batch' as 'step' }),
  ],
  [
    'progressCallback: report must be a function that takes the progress; got undefined',
    () => progressCallback(undefined as never),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
