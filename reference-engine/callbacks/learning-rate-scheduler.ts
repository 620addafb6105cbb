import { expectFunction, expectNumber, expectOneOf } from '../expect-argument.ts'
import type { Callback, CallbackModel } from './callback.ts'

/**
 * Sets the learning rate by a schedule, such as `(epoch) => stepDecay(0.1, epoch, { dropRate: 0.5, dropEvery: 10 })`, before
 * each epoch, or before each step, counted over all epochs.
 *
 * @param schedule from the number of the epoch or step, from 0, and the rate so far
 * @throws ArgumentError when an option can't be, or, in training, when the schedule gives no number of 0 or more
 */
export function learningRateScheduler(
  schedule: (index: number, learningRate: number) => number,
  { every = 'epoch' }: { every?: 'epoch' | 'step' } = {},
): Callback {
  expectFunction('learningRateScheduler', 'schedule', schedule, 'a function to a number of 0 or more')
  expectOneOf('learningRateScheduler', 'every', every, ['epoch', 'step'])
  const set = (model: CallbackModel, index: number): void => {
    const rate = schedule(index, model.learningRate)
    const holds = (value: number): boolean => value >= 0 && value < Infinity
    expectNumber('learningRateScheduler', 'schedule', rate, 'a function to a number of 0 or more', holds)
    model.learningRate = rate
  }
  return every === 'epoch'
    ? { onEpochBegin: (epoch, model) => set(model, epoch) }
    : { onBatchBegin: (_batch, model) => set(model, model.iterations) }
}
