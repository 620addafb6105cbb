import { describe, expect, test } from '@jest/globals'
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
import { draw } from '../support.ts'

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

  test('refuses what is no rate', async () => {
    await expect(
      rates(
        learningRateScheduler(() => NaN),
        1,
      ),
    ).rejects.toThrow('learningRateScheduler: schedule must be a function to a number of 0 or more; got NaN')
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
})
