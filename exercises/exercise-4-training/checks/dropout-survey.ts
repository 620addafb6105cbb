import { drawSeed, drawTensor } from 'grade-descent/checks/draw'
import { fit } from 'grade-descent/checks/result-tree'
import type { Inputs } from 'grade-descent/checks/check-options'
import { shown } from 'grade-descent/checks/compare'
import type { Reading } from 'grade-descent/checks/survey'
import type { Random } from 'grade-descent/engine/random'
import { zerosLike, type Tensor } from 'grade-descent/engine/tensor'
import type { DropoutCase } from './draw-cases.ts'
import { isPlausible } from './statistics.ts'

type Value = Inputs[number]
type Dropped = { output: Tensor; mask: Tensor }
type Fault = NonNullable<Reading['fault']>['message']

const closeness = 1e-6

/** The same call twice, once more with other randomness, and one of another shape and rate; thousands of entries each. */
export function drawDropoutCalls(random: Random): DropoutCase[] {
  const draw = (shape: readonly number[]): [x: Tensor, rate: number] => [
    drawTensor(random, shape, { awayFromZero: 0.1 }),
    random.uniform(0.2, 0.4),
  ]
  const [x, rate] = draw([60, 50])
  const seed = drawSeed(random)
  return [
    [x, rate, seed, true],
    [x, rate, seed, true],
    [x, rate, drawSeed(random), true],
    [...draw([4, 5, 6, 25]), drawSeed(random), true],
  ]
}

/** What the masks and outputs of these calls say together. */
export function readDropout(calls: readonly DropoutCase[], outputs: readonly Value[]): Reading {
  const results: Dropped[] = []
  for (const [index, [x]] of calls.entries()) {
    const fitted = fit(outputs[index], { output: zerosLike(x), mask: zerosLike(x) })
    if (!fitted.fits) return { traits: {}, fault: { message: fitted.message } }
    results.push(fitted.value as Dropped)
  }
  const [first, again, other] = results
  const shares = results.map(({ mask }, index) => shareOfZeros(mask, calls[index][1]))
  const kept = results.map(({ mask }) => rangeOfKept(mask))
  const factors = results.map(({ output, mask }, index) => factorOfOutput(output, calls[index][0], mask))
  const traits = {
    shareOfZeros: shares[0] ?? -1,
    keptFrom: kept[0].low,
    keptTo: kept[0].high,
    outputOverXTimesMask: factors[0] ?? -1,
    sameForEverySample: Number(isSameForEverySample(first.mask)),
    sameForEveryFeature: Number(isSameForEveryFeature(first.mask)),
    repeatable: Number(isSame(first.mask, again.mask)),
    movesWithTheRandom: Number(!isSame(first.mask, other.mask)),
    // Where a mask is of no kind with a name, it stands for itself.
    strayMask: shares.includes(null) || factors.includes(null) ? first.mask : zerosLike(first.mask),
  }
  const message =
    results
      .map((_, index) => faultOfCall(calls[index][1], results[index].mask, shares[index], kept[index], factors[index]))
      .find((fault) => fault !== null) ?? faultOfAll(traits)
  return { traits, fault: message === null ? null : { message } }
}

/** The share that was meant, as far as chance can tell: the rate, what is left of it, nothing, all; null for another one. */
function shareOfZeros({ data }: Tensor, rate: number): number | null {
  const zeros = data.reduce((count, value) => count + Number(value === 0), 0)
  if (zeros === 0 || zeros === data.length) return zeros / data.length
  return [rate, 1 - rate].find((share) => isPlausible(zeros, data.length, share)) ?? null
}

function rangeOfKept({ data }: Tensor): { low: number; high: number } {
  const kept = Array.from(data).filter((value) => value !== 0)
  if (kept.length === 0) return { low: 0, high: 0 }
  return {
    low: kept.reduce((least, value) => (value < least ? value : least), kept[0]),
    high: kept.reduce((most, value) => (value > most ? value : most), kept[0]),
  }
}

/** What the output is of x times mask, in every entry; null where there is no one factor. */
function factorOfOutput(output: Tensor, x: Tensor, mask: Tensor): number | null {
  const place = Array.from(mask.data).findIndex((value) => value !== 0)
  if (place < 0) return 1
  const factor = output.data[place] / (x.data[place] * mask.data[place])
  const agrees = output.data.every((value, index) => {
    const wanted = factor * x.data[index] * mask.data[index]
    return Math.abs(value - wanted) <= closeness * (1 + Math.abs(wanted))
  })
  if (!agrees) return null
  return Math.abs(factor - 1) <= closeness ? 1 : factor
}

function isSame(first: Tensor, second: Tensor): boolean {
  return first.data.every((value, index) => value === second.data[index])
}

function isSameForEverySample({ data, shape }: Tensor): boolean {
  const width = data.length / shape[0]
  return data.every((value, index) => value === data[index % width])
}

function isSameForEveryFeature({ data, shape }: Tensor): boolean {
  const width = shape[shape.length - 1]
  return data.every((value, index) => value === data[index - (index % width)])
}

function faultOfCall(
  rate: number,
  mask: Tensor,
  share: number | null,
  kept: { low: number; high: number },
  factor: number | null,
): Fault | null {
  const scale = 1 / (1 - rate)
  const wrong = [kept.low, kept.high].find((value) => !(Math.abs(value - scale) <= closeness * scale))
  if (share !== rate) {
    const zeros = mask.data.reduce((count, value) => count + Number(value === 0), 0)
    return {
      en: `At rate ${shown(rate)}, ${zeros} of ${mask.data.length} entries of the mask are 0; about ${Math.round(rate * mask.data.length)} are expected.`,
      zh: `比率为 ${shown(rate)} 时，掩码的 ${mask.data.length} 个元素里有 ${zeros} 个是 0；应约为 ${Math.round(rate * mask.data.length)} 个。`,
    }
  }
  if (wrong !== undefined) {
    return {
      en: `At rate ${shown(rate)} the mask has the entry ${shown(wrong)}; what is kept has 1 / (1 - rate) = ${shown(scale)} there.`,
      zh: `比率为 ${shown(rate)} 时，掩码里有元素 ${shown(wrong)}；保留处应为 1 / (1 - rate) = ${shown(scale)}。`,
    }
  }
  if (factor === 1) return null
  const times =
    factor === null
      ? { en: 'something else', zh: '别的值' }
      : { en: `${shown(factor)} times that`, zh: `它的 ${shown(factor)} 倍` }
  return {
    en: `The output must be x times the mask, entry by entry; it is ${times.en}.`,
    zh: `输出应是 x 与掩码逐元素相乘；实际是${times.zh}。`,
  }
}

function faultOfAll(traits: { [name: string]: Value }): Fault | null {
  if (traits.sameForEverySample === 1) {
    return {
      en: 'All samples have one and the same mask; each entry is to be decided on its own.',
      zh: '所有样本用了同一个掩码；每个元素都应单独决定去留。',
    }
  }
  if (traits.sameForEveryFeature === 1) {
    return {
      en: 'Each sample is kept or dropped as a whole; each entry is to be decided on its own.',
      zh: '每个样本要么整行保留，要么整行丢弃；每个元素都应单独决定去留。',
    }
  }
  if (traits.repeatable === 0) {
    return {
      en: 'With equal arguments, a Random of the same seed among them, the mask was another: something beside `random` decides.',
      zh: '参数完全相同（包括同一种子的 Random），得到的掩码却不同：起作用的不只是 `random`。',
    }
  }
  if (traits.movesWithTheRandom === 0) {
    return {
      en: 'Two Randoms of different seeds gave the same mask: `random` does not decide.',
      zh: '两个不同种子的 Random 得到了同一个掩码：`random` 没有起作用。',
    }
  }
  return null
}
