import type { Inputs } from 'grade-descent/checks/check-options'
import { drawSeed } from 'grade-descent/checks/draw'
import type { Reading } from 'grade-descent/checks/survey'
import type { Random } from 'grade-descent/engine/random'
import { tensor, type Tensor } from 'grade-descent/engine/tensor'
import type { BatchesCase } from './draw-cases.ts'
import { largestChiSquared, neighboursChiSquared, placesChiSquared } from './statistics.ts'

type Value = Inputs[number]
type Fault = NonNullable<Reading['fault']>['message']

/** Number of samples, size of a batch. */
const sizes = [
  [10, 3],
  [8, 4],
  [7, 10],
  [1, 1],
  [13, 5],
  [6, 1],
  [40, 7],
]

const few = { samples: 6, batchSize: 4, calls: 400 }
const many = { samples: 2000, batchSize: 500, calls: 12, bins: 10 }

export function drawBatchCalls(random: Random): BatchesCase[] {
  return sizes.map(([count, batchSize]) => [count, batchSize, drawSeed(random)])
}

/** Few samples many times, many samples a few times; the first call is made twice. */
export function drawOrderCalls(random: Random): BatchesCase[] {
  const calls = Array.from({ length: few.calls }, (): BatchesCase => [few.samples, few.batchSize, drawSeed(random)])
  const large = Array.from({ length: many.calls }, (): BatchesCase => [many.samples, many.batchSize, drawSeed(random)])
  return [...calls, ...large, large[0]]
}

/** The batches as plain numbers, whatever kind of array holds them; null for what is none. */
export function batchesIn(value: Value): number[][] | null {
  if (!Array.isArray(value)) return null
  const batches = (value as readonly Value[]).map(numbersIn)
  return batches.every((batch) => batch !== null) ? batches : null
}

function numbersIn(value: Value): number[] | null {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !((value as unknown) instanceof DataView))
  if (!isList) return null
  const numbers = Array.from(value as ArrayLike<unknown>)
  return numbers.every((number) => typeof number === 'number') ? numbers : null
}

const noBatches: Reading = {
  traits: {},
  fault: {
    message: {
      en: 'The result must be an array of batches, each an Int32Array of indices: an array of arrays of numbers.',
      zh: '返回值应是批次的数组，每个批次是存放下标的 Int32Array，也就是由数字数组组成的数组。',
    },
  },
}

/** Whether each call gives batches of the right sizes that hold every index once. */
export function readBatches(calls: readonly BatchesCase[], outputs: readonly Value[]): Reading {
  const all = outputs.map(batchesIn)
  if (!all.every((batches) => batches !== null)) return noBatches
  const indices = all.map((batches) => batches.flat())
  const beyond = indices.map((own, call) => highest(own) - (calls[call][0] - 1))
  const traits = {
    // -1 between the calls.
    sizes: tensor(
      Float64Array.from(all.flatMap((batches) => [-1, ...batches.map(({ length }) => length)])) as Tensor['data'],
    ),
    indexTwice: Number(indices.some((own) => new Set(own).size < own.length)),
    indexMissing: Number(indices.some((own, call) => new Set(own).size < calls[call][0])),
    lowestIndex: -highest(indices.flat().map((index) => -index)),
    highestBeyondTheLast: highest(beyond),
  }
  const message = calls.map((call, position) => faultOfCall(call, all[position])).find((fault) => fault !== null)
  return { traits, fault: message ? { message } : null }
}

function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => (number > most ? number : most), -Infinity)
}

function faultOfCall([count, batchSize]: BatchesCase, batches: readonly (readonly number[])[]): Fault | null {
  const name = `miniBatches(${count}, ${batchSize}, random)`
  const full = Math.floor(count / batchSize)
  const rest = count % batchSize
  const wanted = [...Array<number>(full).fill(batchSize), ...(rest > 0 ? [rest] : [])]
  const found = batches.map(({ length }) => length)
  if (found.join() !== wanted.join()) {
    return {
      en: `${name} gives batches of the sizes [${found.join(', ')}]; expected [${wanted.join(', ')}].`,
      zh: `${name} 给出的各批大小为 [${found.join(', ')}]，应为 [${wanted.join(', ')}]。`,
    }
  }
  const indices = batches.flat()
  const stray = indices.find((index) => !(Number.isInteger(index) && index >= 0 && index < count))
  if (stray !== undefined) {
    return {
      en: `${name} has the index ${stray}; indices run from 0 to ${count - 1}.`,
      zh: `${name} 里出现了下标 ${stray}；下标应在 0 到 ${count - 1} 之间。`,
    }
  }
  const missing = Array.from({ length: count }, (_, index) => index).find((index) => !indices.includes(index))
  if (missing === undefined) return null
  const twice = indices.find((index, place) => indices.indexOf(index) < place)
  return {
    en: `${name} lacks the index ${missing} and has ${twice} more than once; each sample belongs to one batch of the epoch.`,
    zh: `${name} 缺了下标 ${missing}，而 ${twice} 出现了不止一次；一轮之内每个样本只属于一个批次。`,
  }
}

/** Whether the orders are uniformly random, and follow the random alone. */
export function readOrders(calls: readonly BatchesCase[], outputs: readonly Value[]): Reading {
  const all = outputs.map(batchesIn)
  if (!all.every((batches) => batches !== null)) return noBatches
  const orders = all.map((batches) => batches.flat())
  if (orders.some((order, call) => order.length !== calls[call][0])) return noBatches
  const small = orders.slice(0, few.calls)
  const large = orders.slice(few.calls, -1)
  const patterns = {
    neverShuffled: Number(small.every((order) => order.every((index, place) => index === place))),
    sameOrderForEveryRandom: Number(small.every((order) => order.join() === small[0].join())),
    sameSamplesInEachBatch: Number(all.every((batches) => batches.every(isBlock))),
    neverInItsOwnPlace: Number(small.every((order) => order.every((index, place) => index !== place))),
    repeatable: Number(orders[few.calls].join() === orders[orders.length - 1].join()),
  }
  const uneven = isUneven(small, large)
  const isNamed = Object.values({ ...patterns, repeatable: 0 }).includes(1)
  const traits = {
    ...patterns,
    // Where the unevenness is of no kind with a name, it stands for itself.
    strayOrders: tensor(
      Int32Array.from(uneven && !isNamed ? small.flat() : small.flat().map(() => 0)) as Tensor['data'],
    ),
  }
  const message = faultOfOrders(patterns) ?? (uneven ? unevenText : null)
  return { traits, fault: message === null ? null : { message } }
}

/** True for a batch that holds just the numbers of its own place in a row. */
function isBlock(batch: readonly number[], position: number, batches: readonly (readonly number[])[]): boolean {
  const start = position * batches[0].length
  return batch.every((index) => index >= start && index < start + batch.length)
}

function isUneven(small: readonly number[][], large: readonly number[][]): boolean {
  const neighbours = few.samples * (few.samples - 1)
  return (
    placesChiSquared(small, few.samples) > largestChiSquared((few.samples - 1) ** 2) ||
    neighboursChiSquared(small) > largestChiSquared(neighbours) ||
    placesChiSquared(large, many.bins) > largestChiSquared((many.bins - 1) ** 2)
  )
}

const unevenText: Fault = {
  en: `Over ${few.calls + many.calls} calls some orders come up far more often than others: not every order is equally likely.`,
  zh: `${few.calls + many.calls} 次调用里，有些次序出现得远比别的多：各种次序的可能性并不相等。`,
}

function faultOfOrders(patterns: { [pattern: string]: number }): Fault | null {
  if (patterns.neverShuffled === 1) {
    return {
      en: `The indices come in ascending order, in each of ${few.calls} calls.`,
      zh: `${few.calls} 次调用里，下标每次都是从小到大排列。`,
    }
  }
  if (patterns.sameOrderForEveryRandom === 1) {
    return {
      en: `${few.calls} Randoms of different seeds gave one and the same order: \`random\` does not decide.`,
      zh: `${few.calls} 个不同种子的 Random 得到了同一个次序：\`random\` 没有起作用。`,
    }
  }
  if (patterns.sameSamplesInEachBatch === 1) {
    return {
      en: 'Each batch always holds the same samples; only their order within the batch is random.',
      zh: '每个批次里总是同样的样本，随机的只是它们在批次内的次序。',
    }
  }
  if (patterns.neverInItsOwnPlace === 1) {
    return {
      en: `In ${few.calls} calls no index ever stood in its own place; by chance that is often so.`,
      zh: `${few.calls} 次调用里，没有一个下标落在自己的位置上；真正随机时这很常见。`,
    }
  }
  if (patterns.repeatable === 0) {
    return {
      en: 'With equal arguments, a Random of the same seed among them, the order was another: something beside `random` decides.',
      zh: '参数完全相同（包括同一种子的 Random），得到的次序却不同：起作用的不只是 `random`。',
    }
  }
  return null
}
