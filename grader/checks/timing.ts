import type { Random } from '../../reference-engine/random.ts'
import type { Check, CheckContext, Verdict } from '../exercise.ts'
import type { TimingEvidence } from '../report.ts'
import { callPart, referenceInputs, referenceResult } from './call-part.ts'
import type { Called, CheckOptions, Inputs } from './check-options.ts'
import { shown } from './compare.ts'
import { makeCheck } from './make-check.ts'
import { fieldsOf } from './result-tree.ts'

export interface TimingOptions<Case extends Inputs> extends CheckOptions, Called<Case> {
  /** The largest median ratio of processor times, submission over reference, that passes. */
  budget: number
  /** Draws the same work at half its length, to tell whether the time grows faster than the work. */
  half?(random: Random): Case
}

const warmUps = 3
const measurements = 7
const measurementsNearBudget = 15
/** How many tell enough where even the fastest warm-up took so many times the budget. */
const measurementsFarAbove = 3
const farAbove = 2
/** Twice the length takes twice the time, or four times where the time grows with the square. */
const fasterThanTheWork = 1.5
/** The reference's own spread (interquartile range over median) above which the machine is too busy to time anything. */
const busySpread = 1

/**
 * Processor time of the student's function as a ratio to the engine's plain function of the same part, run in turn in a
 * child of its own: the median of several pairs, measured again near the budget.
 */
export function timing<Case extends Inputs>(part: string, options: TimingOptions<Case>): Check {
  return makeCheck(part, 'timing', options, async (context, id) => {
    const drawn = options.draw(context.random(`${id}/0`), 0)
    const reference = await context.referenceSubject()
    const measure = async (pairs: number): Promise<Measured> =>
      measurePairs(context, reference, part, options, drawn, pairs)
    const warm = await measure(warmUps)
    const hopeless = Math.min(...warm.ratios) > farAbove * options.budget
    let measured = await measure(hopeless ? measurementsFarAbove : measurements)
    if (Math.abs(median(measured.ratios) / options.budget - 1) < 0.3) measured = await measure(measurementsNearBudget)
    const verdict = verdictOf(measured, options.budget, context.timesFromOutside)
    if (verdict.status !== 'failed' || !options.half) return verdict
    const half = options.half(context.random(`${id}/half`))
    const halved = await measurePairs(context, reference, part, options, half, measurementsFarAbove)
    return { ...verdict, finding: growthFinding(measured, halved) }
  })
}

/** What it says about the cause that the time grows faster than the reference's, from half the length to the whole. */
function growthFinding(whole: Measured, half: Measured): Verdict['finding'] {
  const own = median(whole.submissionMs) / median(half.submissionMs)
  const reference = median(whole.referenceMs) / median(half.referenceMs)
  if (own < fasterThanTheWork * reference) return undefined
  const [growth, usual] = [own, reference].map((factor) => factor.toPrecision(2))
  return {
    id: 'time-grows-with-the-square',
    title: { en: 'The time grows with the square of the length', zh: '用时随长度的平方增长' },
    explanation: {
      en: `From half the length to the whole your function took ${growth} times as long, the reference ${usual} times. So at every step something is done again that grows with the length: a pass from the beginning, a copy of all that was collected so far. Do it once, and keep what is needed.`,
      zh: `长度加倍时，你的函数用时变为 ${growth} 倍，参考实现为 ${usual} 倍。可见每一步都重复做了某件随长度增长的事：从头再跑一遍，或把已收集的全部内容复制一遍。做一次，把需要的留下来即可。`,
    },
  }
}

interface Measured {
  ratios: number[]
  submissionMs: number[]
  referenceMs: number[]
}

async function measurePairs<Case extends Inputs>(
  context: CheckContext,
  reference: CheckContext['subject'],
  part: string,
  options: TimingOptions<Case>,
  drawn: Case,
  pairs: number,
): Promise<Measured> {
  const measured: Measured = { ratios: [], submissionMs: [], referenceMs: [] }
  const inputs = referenceInputs(context.exercise, options, drawn)
  const fields = fieldsOf(referenceResult(context.exercise, part, inputs))
  for (let pair = 0; pair < pairs; pair++) {
    const own = await callPart(context.subject, part, options, drawn, { fields })
    const other = await callPart(reference, part, options, drawn, { fields })
    measured.submissionMs.push(own.processorMs)
    measured.referenceMs.push(other.processorMs)
    measured.ratios.push(own.processorMs / other.processorMs)
    context.progress(pair + 1, pairs, { en: 'timing', zh: '计时' })
  }
  return measured
}

function verdictOf(
  { ratios, submissionMs, referenceMs }: Measured,
  budget: number,
  timesFromOutside: boolean,
): Verdict {
  const ratio = median(ratios)
  const evidence: TimingEvidence = {
    type: 'timing',
    ratios,
    median: ratio,
    budget,
    submissionMs: median(submissionMs),
    referenceMs: median(referenceMs),
  }
  const numbers = `${shown(Number(ratio.toPrecision(3)))}`
  if (ratio <= budget) {
    return {
      status: 'passed',
      evidence: [evidence],
      message: {
        en: `Takes ${numbers} times the reference's processor time; the budget is ${budget} times.`,
        zh: `所用处理器时间是参考实现的 ${numbers} 倍；预算为 ${budget} 倍。`,
      },
    }
  }
  if (!timesFromOutside || spread(referenceMs) > busySpread) {
    return {
      status: 'inconclusive',
      evidence: [evidence],
      message: timesFromOutside
        ? {
            en: 'The machine is too busy to time anything fairly; run it again when it is idle.',
            zh: '机器太忙，无法公平计时；请在空闲时再运行一次。',
          }
        : {
            en: `Takes about ${numbers} times the reference's time (budget ${budget}), but on this system time can't be measured from outside the process, so it costs nothing.`,
            zh: `约为参考实现用时的 ${numbers} 倍（预算 ${budget} 倍），但本系统无法从进程外计时，因此不扣分。`,
          },
    }
  }
  return {
    status: 'failed',
    evidence: [evidence],
    message: {
      en: `Takes ${numbers} times the reference's processor time; the budget is ${budget} times. Look for work repeated for every entry: a copy inside a loop, a tensor made anew at each step.`,
      zh: `所用处理器时间是参考实现的 ${numbers} 倍；预算为 ${budget} 倍。请找找对每个元素重复做的事：循环里的复制、每步新建的张量。`,
    },
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((first, second) => first - second)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function spread(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((first, second) => first - second)
  const quarter = Math.floor(sorted.length / 4)
  return (sorted[sorted.length - 1 - quarter] - sorted[quarter]) / median(sorted)
}
