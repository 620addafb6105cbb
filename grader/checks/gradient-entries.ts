import type { Tensor } from '../../reference-engine/tensor.ts'
import type { GradientEvidence } from '../report.ts'
import type { Text } from '../text.ts'
import { indexOf, inJson, shown } from './compare.ts'
import { entryGradient, stepAt } from './numeric-gradient.ts'

/** Numeric gradients of one variable, and the entries in which the judged gradient differs from them. */
export interface JudgedVariable {
  numeric: number[]
  wrong: WrongEntry[]
}

export interface WrongEntry {
  index: number
  analytic: number
  numeric: number
  tolerance: number
}

/** The entry where even the reference's backward differs from the numeric gradient of its forward: a kink, noise, or a bug. */
export interface Unsure {
  index: number
  reference: number
  numeric: number
}

/**
 * Holds a gradient by one variable against numeric gradients, entry by entry: |a - n| <= 1e-7 + 1e-5 * max(|a|, |n|). Where
 * that fails, h / 10 and Richardson extrapolation give a second estimate. The reference's own gradient has to pass first, within
 * half of the bound, whatever the judged one is: so a right answer never fails at a kink, and nothing that a submission answers
 * has a case drawn again.
 *
 * @param forward gives the reference's outputs, flat, for the variable as it stands
 * @param upstream one weight an output
 */
export function judgeVariable(
  forward: () => ArrayLike<number>,
  upstream: ArrayLike<number>,
  variable: Tensor,
  analytic: ArrayLike<number>,
  reference: ArrayLike<number>,
): JudgedVariable | Unsure {
  const judged: JudgedVariable = { numeric: [], wrong: [] }
  for (let index = 0; index < variable.data.length; index++) {
    const step = stepAt(variable.data[index])
    const numeric = entryGradient(forward, upstream, variable.data, index, step)
    judged.numeric.push(numeric)
    const steady = isWithinHalf(reference[index], numeric)
    if (steady && isClose(analytic[index], numeric)) continue
    const finer = entryGradient(forward, upstream, variable.data, index, step / 10)
    const extrapolated = (100 * finer - numeric) / 99
    if (!steady && !isWithinHalf(reference[index], extrapolated)) return { index, reference: reference[index], numeric }
    if (!steady) judged.numeric[index] = extrapolated
    if (isClose(analytic[index], extrapolated)) continue
    judged.wrong.push({
      index,
      analytic: analytic[index],
      numeric: judged.numeric[index],
      tolerance: boundAt(analytic[index], judged.numeric[index]),
    })
  }
  return judged
}

export function isClose(analytic: number, numeric: number): boolean {
  return Math.abs(analytic - numeric) <= boundAt(analytic, numeric)
}

function isWithinHalf(analytic: number, numeric: number): boolean {
  return Math.abs(analytic - numeric) <= boundAt(analytic, numeric) / 2
}

function boundAt(analytic: number, numeric: number): number {
  return 1e-7 + 1e-5 * Math.max(Number.isFinite(analytic) ? Math.abs(analytic) : 0, Math.abs(numeric))
}

const entriesKept = 400

/** The worst entry in words, and the worst 400 as evidence. */
export function gradientFailure(
  path: string,
  shape: readonly number[],
  analytic: ArrayLike<number>,
  { numeric, wrong }: JudgedVariable,
): { message: Text; evidence: [GradientEvidence] } {
  const error = (index: number): number => errorOf(analytic[index], numeric[index])
  const order = numeric.map((_, index) => index).sort((first, second) => descending(error(first), error(second)))
  const worst = wrong.reduce((kept, entry) => (error(entry.index) > error(kept.index) ? entry : kept))
  const place = `${path}[${indexOf(worst.index, shape).join(', ')}]`
  const numbers = { analytic: shown(worst.analytic), numeric: shown(worst.numeric), error: shown(error(worst.index)) }
  return {
    message: {
      en: `Gradient entry ${place} is ${numbers.analytic}; the numeric gradient is ${numbers.numeric} (error ${numbers.error}, allowed ${shown(worst.tolerance)}). ${wrong.length} of ${numeric.length} entries are wrong.`,
      zh: `梯度元素 ${place} 为 ${numbers.analytic}，数值梯度为 ${numbers.numeric}（误差 ${numbers.error}，允许 ${shown(worst.tolerance)}）。共 ${numeric.length} 个元素，其中 ${wrong.length} 个不对。`,
    },
    evidence: [
      {
        type: 'gradient',
        tensor: path,
        shape: [...shape],
        entries: order.slice(0, entriesKept).map((index) => ({
          index: indexOf(index, shape),
          analytic: inJson(analytic[index]),
          numeric: inJson(numeric[index]),
          tolerance: boundAt(analytic[index], numeric[index]),
        })),
        wrongEntries: wrong.length,
        totalEntries: numeric.length,
      },
    ],
  }
}

/** Infinite where the gradient is no number: the worst error there is. */
function errorOf(analytic: number, numeric: number): number {
  const error = Math.abs(analytic - numeric)
  return Number.isNaN(error) ? Infinity : error
}

function descending(first: number, second: number): number {
  return first === second ? 0 : second - first
}
