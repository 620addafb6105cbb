import type { Tensor } from '../../reference-engine/tensor.ts'
import type { Check, Observation, Verdict } from '../exercise.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { drawCases, referenceResult } from './call-part.ts'
import type { CheckOptions, Drawn, Inputs } from './check-options.ts'
import { shown } from './compare.ts'
import type { Distribution } from './distributions.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit, isTensorLike } from './result-tree.ts'
import { largestGap, statisticsOf, type SampleStatistics } from './sample-statistics.ts'

export interface DistributionOptions<Case extends Inputs> extends CheckOptions, Drawn<Case> {
  /** What the entries of the result may be drawn from: one of these. The first is the one that messages speak of. */
  distributions(...drawn: Case): readonly [Distribution, ...Distribution[]]
}

/** Right answers stray by chance: by so many standard errors once in 10^14 cases. */
const standardErrors = 7.7
/** With these as bound, Kolmogorov's and Smirnov's statistic exceeds it once in 10^13 cases. */
const gapFactor = Math.sqrt(Math.log(2e13) / 2)
/** Rounding to float32 makes a few numbers of a large sample equal. */
const leastDifferent = 0.98
/** The limits of a uniform distribution, rounded to float32. */
const limitMargin = 1e-6

/**
 * Judges random numbers by their distribution: shape, mean, standard deviation, bounds, and the share of numbers below each
 * value. Cases need some ten thousand entries, so that chance moves these little. A known bug is recognised by its statistics, in
 * whatever order the numbers are drawn.
 */
export function distribution<Case extends Inputs>(part: string, options: DistributionOptions<Case>): Check {
  return makeCheck(part, 'property', { name: 'distribution', ...options }, async (context, id) => {
    const cases = drawCases(context, id, options, 3)
    const observations: Observation[] = []
    let failure: Verdict | null = null
    for (const { id: caseId, drawn } of cases) {
      const expected = referenceResult(context.exercise, part, drawn) as Tensor
      const { value } = await context.subject.call(part, drawn, { fields: fieldsOf(expected) })
      const fitted = fit(value, expected)
      if (!fitted.fits) {
        if (isTensorLike(value)) observations.push(observedShape(part, drawn, value, expected))
        failure ??= { status: 'failed', message: fitted.message, failedCase: caseId }
        continue
      }
      const sample = fitted.value as Tensor
      const faults = options.distributions(...drawn).map((wanted) => faultOf(sample, wanted))
      const fault = faults.includes(null) ? null : faults[0]
      observations.push(observedStatistics(part, drawn, sample, expected, fault?.example ?? null))
      if (fault !== null) failure ??= { status: 'failed', message: fault.message, failedCase: caseId }
    }
    return failure === null ? passed(cases.length) : { ...failure, observations }
  })
}

interface Fault {
  message: Text
  /** The numbers, to stand in the middle of a sentence. */
  example: Text
}

function faultOf({ data, shape }: Tensor, wanted: Distribution): Fault | null {
  const found = statisticsOf(data)
  const { mean, standardDeviation } = wanted
  const due: Text = { en: `expected: ${wanted.name.en}`, zh: `应为：${wanted.name.zh}` }
  const of: Text = {
    en: `the ${found.count} entries (shape [${shape.join(', ')}])`,
    zh: `这 ${found.count} 个元素（形状 [${shape.join(', ')}]）`,
  }
  const error = (standardErrors * standardDeviation) / Math.sqrt(found.count)
  if (!data.every(Number.isFinite)) {
    return fault(`some of ${of.en} are no finite numbers`, `${of.zh}里有些不是有限的数`, due)
  }
  if (found.different < leastDifferent * found.count) {
    const share = `${found.different}`
    return fault(`only ${share} of ${of.en} differ from each other`, `${of.zh}里只有 ${share} 个不同的数`, due)
  }
  if (!(Math.abs(found.standardDeviation - standardDeviation) <= error)) {
    const [is, right] = [shown4(found.standardDeviation), shown4(standardDeviation)]
    return fault(
      `the standard deviation of ${of.en} is ${is} where ${right} is right`,
      `${of.zh}的标准差为 ${is}，而正确值是 ${right}`,
      due,
    )
  }
  if (!(Math.abs(found.mean - mean) <= error)) {
    const [is, right] = [shown4(found.mean), shown4(mean)]
    return fault(
      `the mean of ${of.en} is ${is} where ${right} is right`,
      `${of.zh}的均值为 ${is}，而正确值是 ${right}`,
      due,
    )
  }
  const margin = limitMargin * standardDeviation
  if (found.lowest < wanted.lowest - margin || found.highest > wanted.highest + margin) {
    const outside = found.lowest < wanted.lowest - margin ? found.lowest : found.highest
    return fault(`one of ${of.en} is ${shown(outside)}`, `${of.zh}里有一个是 ${shown(outside)}`, due)
  }
  const { gap, at, share, expected } = largestGap(data, wanted)
  if (gap <= gapFactor / Math.sqrt(found.count)) return null
  const [is, right] = [percent(share), percent(expected)]
  return fault(
    `mean and standard deviation are right, but ${is} of ${of.en} lie below ${shown4(at)} where ${right} should`,
    `均值和标准差都对，但${of.zh}中有 ${is} 小于 ${shown4(at)}，而应有 ${right}`,
    due,
  )
}

function fault(en: string, zh: string, due: Text): Fault {
  return {
    example: { en, zh },
    message: { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}; ${due.en}.`, zh: `${zh}；${due.zh}。` },
  }
}

/** Within this, statistics of two samples of ten thousand numbers or more, drawn alike, agree. */
const sameStatistics = { absolute: 0.045, relative: 0 }

function observedStatistics(
  part: string,
  inputs: Inputs,
  actual: Tensor,
  expected: Tensor,
  example: Text | null,
): Observation {
  const { standardDeviation } = statisticsOf(expected.data)
  const read = (outputs: readonly Value[]): Value => comparable(outputs[0], expected.shape, standardDeviation)
  return {
    part,
    inputs,
    actual: read([actual]),
    expected: read([expected]),
    tolerance: sameStatistics,
    survey: { calls: [inputs], read, example },
  }
}

/**
 * Statistics without a unit, so that one bound holds for all of them; a result of another shape has none. In one tensor, so that no
 * two mistakes together are taken for one that they don't make.
 */
function comparable(output: Value, shape: readonly number[], unit: number): Value {
  if (!isTensorLike(output) || output.shape.join() !== shape.join()) return {}
  const { standardDeviation, mean, meanMagnitude }: SampleStatistics = statisticsOf(output.data)
  const isConstantDeviation = standardDeviation === 0 && Math.abs(mean / unit - 1) < 0.03
  const statistics = [
    Math.log(standardDeviation / unit),
    mean / standardDeviation,
    meanMagnitude / standardDeviation,
    Number(isConstantDeviation),
  ]
  return { shape: [statistics.length], dtype: 'float64', data: Float64Array.from(statistics) }
}

function observedShape(part: string, inputs: Inputs, actual: Tensor, expected: Tensor): Observation {
  const read = ([output]: readonly Value[]): Value => ({ shape: isTensorLike(output) ? [...output.shape] : [] })
  const [is, right] = [actual, expected].map(({ shape }) => `[${Array.isArray(shape) ? shape.join(', ') : '?'}]`)
  const example: Text = {
    en: `its shape is ${is} where ${right} is right`,
    zh: `结果的形状为 ${is}，而正确的是 ${right}`,
  }
  return {
    part,
    inputs,
    actual: Array.isArray(actual.shape) ? read([actual]) : {},
    expected: read([expected]),
    survey: { calls: [inputs], read, example },
  }
}

function shown4(value: number): string {
  return String(Number(value.toPrecision(4)))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
