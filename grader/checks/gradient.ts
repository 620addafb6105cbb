import type { Random } from '../../reference-engine/random.ts'
import { tensor, type Tensor } from '../../reference-engine/tensor.ts'
import type { Check, CheckContext, Observation, Verdict } from '../exercise.ts'
import type { GradientEvidence } from '../report.ts'
import type { Handle, Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { callPart, referenceResult } from './call-part.ts'
import type { CacheSource, Called, CheckOptions, Drawn, Inputs } from './check-options.ts'
import { differenceText, firstDifference, indexOf, inJson, numbersOf, shown } from './compare.ts'
import { drawUpstream } from './draw.ts'
import { makeCheck, passed } from './make-check.ts'
import { centralDifference, entryGradient, flat, stepAt } from './numeric-gradient.ts'
import { fieldsOf, fit, leavesOf, valueAt } from './result-tree.ts'

export interface GradientOptions<Case extends Inputs> extends CheckOptions, Drawn<Case> {
  /** The reference's forward: the output that the upstream gradient meets, or a loss. */
  forward(...drawn: Case): Tensor | number
  /** What to differentiate by: the very tensors of the case, keyed by their path in the backward's result. */
  variables(...drawn: Case): { readonly [path: string]: Tensor }
  backwardInputs(drawn: Case, dOut: Tensor, cache: Value): Inputs
  /** Tensors whose entries must stay away from 0: pre-activations of a ReLU, differences of an arg max. */
  kinks?(...drawn: Case): readonly Tensor[]
  cache?: CacheSource<Case>
  /** The student's own forward; differentiated for the explanation alone. */
  own?: { part: string; inputs(...drawn: Case): Inputs; output?(result: Value): Tensor | number }
}

interface GradientCase<Case extends Inputs> {
  id: string
  drawn: Case
  dOut: Tensor
}

interface WrongEntry {
  index: number
  analytic: number
  numeric: number
  tolerance: number
}

/** A kink or noise of the reference in the way: the case says nothing and is drawn again. */
const undecidable = 'undecidable'

const redraws = 5
const kinkMargin = 1e-3

/**
 * Holds the student's backward against numeric gradients of the reference's forward, entry by entry, for every variable;
 * then against the reference's backward, which sees smaller errors. Passes where |a - n| <= 1e-7 + 1e-5 * max(|a|, |n|).
 */
export function gradient<Case extends Inputs>(part: string, options: GradientOptions<Case>): Check {
  return makeCheck(part, 'gradient', options, async (context, id) => {
    const ids = Array.from({ length: options.cases ?? 3 }, (_, index) => `${id}/${index}`)
    const observations: Observation[] = []
    let failure: Verdict | null = null
    let judged = 0
    for (const [index, caseId] of ids.entries()) {
      if (!context.wants(caseId)) continue
      judged++
      const verdict = await judgeCase(context, part, options, caseId, index, observations)
      if (verdict !== null) failure ??= { ...verdict, failedCase: caseId }
    }
    return failure === null ? passed(judged) : { ...failure, observations }
  })
}

async function judgeCase<Case extends Inputs>(
  context: CheckContext,
  part: string,
  options: GradientOptions<Case>,
  caseId: string,
  index: number,
  observations: Observation[],
): Promise<Verdict | null> {
  const random = context.random(caseId)
  for (let attempt = 0; attempt < redraws; attempt++) {
    const drawnCase = drawCase(options, random, caseId, index)
    const verdict = await judge(context, part, options, drawnCase, observations)
    if (verdict !== undecidable) return verdict
  }
  throw new Error(
    `${caseId}: the reference's numeric gradient stayed unsure in ${redraws} draws; keep the drawn inputs away from its kinks (option \`kinks\`)`,
  )
}

function drawCase<Case extends Inputs>(
  options: GradientOptions<Case>,
  random: Random,
  id: string,
  index: number,
): GradientCase<Case> {
  const drawn = drawAwayFromKinks(options, random, id, index)
  const output = options.forward(...drawn)
  return { id, drawn, dOut: drawUpstream(random, typeof output === 'number' ? [] : output.shape) }
}

function drawAwayFromKinks<Case extends Inputs>(
  { draw, kinks }: GradientOptions<Case>,
  random: Random,
  id: string,
  index: number,
): Case {
  for (let attempt = 0; attempt < 200; attempt++) {
    const drawn = draw(random, index)
    const tooNear = kinks?.(...drawn).some(({ data }) => data.some((value) => Math.abs(value) < kinkMargin)) ?? false
    if (!tooNear) return drawn
  }
  throw new Error(`${id}: 200 draws in a row fell on a kink; draw smaller cases, or away from 0`)
}

async function judge<Case extends Inputs>(
  context: CheckContext,
  part: string,
  options: GradientOptions<Case>,
  { drawn, dOut }: GradientCase<Case>,
  observations: Observation[],
): Promise<Verdict | typeof undecidable | null> {
  const { exercise, subject } = context
  const cache = options.cache && referenceResult(exercise, options.cache.part, options.cache.inputs(...drawn))
  const inputs = options.backwardInputs(drawn, dOut, cache)
  const expected = referenceResult(exercise, part, inputs)
  const called: Called<Case> = {
    draw: options.draw,
    cache: options.cache,
    arguments: (_, handle: Value | Handle) => options.backwardInputs(drawn, dOut, handle),
  }
  const fields = fieldsOf(expected)
  const { value } = await callPart(subject, part, called, drawn, { fields })
  const fitted = fit(value, expected)
  if (!fitted.fits) return { status: 'failed', message: fitted.message }

  const found = wrongGradient(options, drawn, dOut, fitted.value)
  if (found === undecidable) return undecidable
  observations.push({ part, inputs, actual: fitted.value, expected })
  if (found !== null) {
    const half = await wrongHalf(context, options, drawn, dOut, fitted.value, expected)
    return {
      status: 'failed',
      message: joined(found.message, half?.message),
      evidence: found.evidence,
      finding: half?.finding,
    }
  }
  const difference = firstDifference(fitted.value, expected)
  if (difference !== null) {
    return { status: 'failed', message: differenceText(difference), evidence: [difference.evidence] }
  }
  const again = await callPart(subject, part, called, drawn, { fields })
  const fittedAgain = fit(again.value, fitted.value)
  const moved = fittedAgain.fits && firstDifference(fittedAgain.value, fitted.value, { absolute: 0, relative: 0 })
  return moved === null ? null : { status: 'failed', message: unsteady }
}

const unsteady: Text = {
  en: 'The same arguments gave two different gradients: the function keeps something between calls, or is random.',
  zh: '同样的参数两次得到不同的梯度：函数在调用之间保留了状态，或含有随机性。',
}

function wrongGradient<Case extends Inputs>(
  options: GradientOptions<Case>,
  drawn: Case,
  dOut: Tensor,
  result: Value,
): { message: Text; evidence: [GradientEvidence] } | typeof undecidable | null {
  const forward = (): ArrayLike<number> => flat(options.forward(...drawn))
  const upstream = typeof options.forward(...drawn) === 'number' ? [1] : dOut.data
  for (const [path, variable] of Object.entries(options.variables(...drawn))) {
    const analytic = numbersOf(valueAt(result, path) as Tensor | number)
    const numeric = Array.from(variable.data, (x, index) =>
      entryGradient(forward, upstream, variable.data, index, stepAt(x)),
    )
    const wrong = wrongEntries(forward, upstream, variable, analytic, numeric)
    if (wrong === undecidable) return undecidable
    if (wrong.length > 0) return gradientFailure(path, variable.shape, analytic, numeric, wrong)
  }
  return null
}

/** Entries that fail, each confirmed by Richardson extrapolation of the differences at h and h / 10. */
function wrongEntries(
  forward: () => ArrayLike<number>,
  upstream: ArrayLike<number>,
  variable: Tensor,
  analytic: ArrayLike<number>,
  numeric: number[],
): WrongEntry[] | typeof undecidable {
  const wrong: WrongEntry[] = []
  for (let index = 0; index < numeric.length; index++) {
    if (isClose(analytic[index], numeric[index])) continue
    const step = stepAt(variable.data[index])
    const finer = entryGradient(forward, upstream, variable.data, index, step / 10)
    if (Math.abs(finer - numeric[index]) > 1e-6 + 1e-4 * Math.max(Math.abs(finer), Math.abs(numeric[index]))) {
      return undecidable
    }
    const extrapolated = (100 * finer - numeric[index]) / 99
    if (isClose(analytic[index], extrapolated)) continue
    wrong.push({
      index,
      analytic: analytic[index],
      numeric: numeric[index],
      tolerance: bound(analytic[index], numeric[index]),
    })
  }
  return wrong
}

function isClose(analytic: number, numeric: number): boolean {
  return Math.abs(analytic - numeric) <= bound(analytic, numeric)
}

function bound(analytic: number, numeric: number): number {
  return 1e-7 + 1e-5 * Math.max(Number.isFinite(analytic) ? Math.abs(analytic) : 0, Math.abs(numeric))
}

const entriesKept = 400

function gradientFailure(
  path: string,
  shape: readonly number[],
  analytic: ArrayLike<number>,
  numeric: number[],
  wrong: WrongEntry[],
): { message: Text; evidence: [GradientEvidence] } {
  const order = numeric
    .map((_, index) => index)
    .sort((first, second) => errorAt(second, analytic, numeric) - errorAt(first, analytic, numeric))
  const worst = wrong.reduce((kept, entry) => (gap(entry) > gap(kept) ? entry : kept))
  const place = `${path}[${indexOf(worst.index, shape).join(', ')}]`
  const numbers = { analytic: shown(worst.analytic), numeric: shown(worst.numeric), error: shown(gap(worst)) }
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
          tolerance: bound(analytic[index], numeric[index]),
        })),
        wrongEntries: wrong.length,
        totalEntries: numeric.length,
      },
    ],
  }
}

function gap({ analytic, numeric }: WrongEntry): number {
  const error = Math.abs(analytic - numeric)
  return Number.isNaN(error) ? Infinity : error
}

function errorAt(index: number, analytic: ArrayLike<number>, numeric: ArrayLike<number>): number {
  const error = Math.abs(analytic[index] - numeric[index])
  return Number.isNaN(error) ? Infinity : error
}

function joined(message: Text, addition: Text | undefined): Text {
  return addition === undefined ? message : { en: `${message.en} ${addition.en}`, zh: `${message.zh}${addition.zh}` }
}

interface Half {
  message: Text
  finding?: Verdict['finding']
}

const entriesDifferentiated = 64

/** Differentiates the student's own forward, to tell whether the backward or the forward is wrong. */
async function wrongHalf<Case extends Inputs>(
  { subject }: CheckContext,
  options: GradientOptions<Case>,
  drawn: Case,
  dOut: Tensor,
  result: Value,
  expected: Value,
): Promise<Half | null> {
  const { own } = options
  if (own === undefined) return null
  try {
    const forward = async (): Promise<Tensor | number> => {
      const { value } = await subject.call(own.part, own.inputs(...drawn))
      return own.output ? own.output(value) : (value as Tensor | number)
    }
    const reference = options.forward(...drawn)
    const output = await forward()
    const fitted = fit(output, reference)
    if (!fitted.fits) return null
    if (firstDifference(fitted.value, reference) === null) return backwardIsWrong(own.part)
    const fits = await fitsOwnForward(
      forward,
      options.variables(...drawn),
      typeof reference === 'number' ? tensor(1) : dOut,
      result,
    )
    return fits && leavesOf(expected).length > 0 ? forwardIsWrong(own.part) : null
  } catch {
    // The explanation is a courtesy: a forward that fails has a check of its own.
    return null
  }
}

async function fitsOwnForward(
  forward: () => Promise<Tensor | number>,
  variables: { readonly [path: string]: Tensor },
  dOut: Tensor,
  result: Value,
): Promise<boolean> {
  for (const [path, variable] of Object.entries(variables)) {
    const analytic = numbersOf(valueAt(result, path) as Tensor | number)
    for (let index = 0; index < Math.min(variable.data.length, entriesDifferentiated); index++) {
      const x = variable.data[index]
      const step = stepAt(x)
      const outputs = new Map<number, ArrayLike<number>>()
      for (const value of [x + step, x - step]) {
        variable.data[index] = value
        outputs.set(value, flat(await forward()))
      }
      variable.data[index] = x
      const numeric = centralDifference((value) => outputs.get(value) ?? [], dOut.data, x, step)
      if (!isClose(analytic[index], numeric)) return false
    }
  }
  return true
}

function backwardIsWrong(forwardPart: string): Half {
  return {
    message: {
      en: `Your \`${forwardPart}\` is right, so the mistake is in this backward.`,
      zh: `你的 \`${forwardPart}\` 是对的，错误出在这个反向函数里。`,
    },
  }
}

function forwardIsWrong(forwardPart: string): Half {
  const message = {
    en: `It is the right gradient of your own \`${forwardPart}\`, which computes something else than it should: mend \`${forwardPart}\` first, and this backward to match.`,
    zh: `它恰好是你自己的 \`${forwardPart}\` 的正确梯度，但 \`${forwardPart}\` 算的并不是题目要求的函数：先改好 \`${forwardPart}\`，再让反向与之一致。`,
  }
  return {
    message,
    finding: {
      id: 'wrong-half-forward',
      title: { en: `The forward half is wrong: ${forwardPart}`, zh: `错在前向一半：${forwardPart}` },
      explanation: message,
    },
  }
}
