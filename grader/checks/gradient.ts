import type { Random } from '../../reference-engine/random.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import type { Check, CheckContext, Observation, Verdict } from '../exercise.ts'
import type { GradientEvidence } from '../report.ts'
import type { Handle, Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { callPart, referenceResult } from './call-part.ts'
import type { CacheSource, Called, CheckOptions, Drawn, Inputs } from './check-options.ts'
import { differenceText, firstDifference, indexOf, numbersOf, shown, valuesTolerance } from './compare.ts'
import { drawUpstream } from './draw.ts'
import { gradientFailure, judgeVariable, type Unsure } from './gradient-entries.ts'
import { makeCheck, passed } from './make-check.ts'
import { flat } from './numeric-gradient.ts'
import { fieldsOf, fit, isTensorLike, judgedFields, valueAt } from './result-tree.ts'
import { findWrongHalf, type OwnForward } from './wrong-half.ts'

export interface GradientOptions<Case extends Inputs> extends CheckOptions, Drawn<Case> {
  /** The reference's forward: the output that the upstream gradient meets, or a loss. */
  forward(...drawn: Case): Tensor | number
  /** What to differentiate by: the very tensors of the case, keyed by their path in the backward's result. */
  variables(...drawn: Case): { readonly [path: string]: Tensor }
  backwardInputs(drawn: Case, dOut: Tensor, cache: Value): Inputs
  /** The fields of the backward's result that this check judges, where others are judged by checks of their own. Default: all. */
  fields?: readonly string[]
  /** Tensors whose entries must stay away from 0: pre-activations of a ReLU, differences of an arg max. */
  kinks?(...drawn: Case): readonly Tensor[]
  cache?: CacheSource<Case>
  /** Beside the reference's backward, of the largest expected entry. Default 1e-6. */
  relativeTolerance?: number
  /** The student's own forward; differentiated for the explanation alone. */
  own?: OwnForward<Case>
  /** What the cases say about the cause, where no misconception fits and the student's own forward says nothing. */
  explain?(observations: readonly Observation[]): Verdict['finding'] | null
}

interface GradientCase<Case extends Inputs> {
  id: string
  drawn: Case
  dOut: Tensor
}

/** What the cases so far have shown; later ones are only observed, for the diagnosis. */
interface Found {
  observations: Observation[]
  failure: Verdict | null
}

/** The case says nothing and is drawn again. */
class Doubt {
  readonly message: string

  constructor(path: string, { shape }: Tensor, { index, reference, numeric }: Unsure) {
    const place = `${path}[${indexOf(index, shape).join(', ')}]`
    this.message = `at ${place} the reference's backward gives ${shown(reference)} and the numeric gradient of its forward ${shown(numeric)}`
  }
}

const redraws = 5
const kinkMargin = 1e-3

/**
 * Holds the student's backward against numeric gradients of the reference's forward, entry by entry, for every variable;
 * then against the reference's backward, which sees smaller errors. Passes where |a - n| <= 1e-7 + 1e-5 * max(|a|, |n|).
 */
export function gradient<Case extends Inputs>(part: string, options: GradientOptions<Case>): Check {
  return makeCheck(part, 'gradient', options, async (context, id) => {
    const ids = Array.from({ length: options.cases ?? 3 }, (_, index) => `${id}/${index}`)
    const found: Found = { observations: [], failure: null }
    let judged = 0
    for (const [index, caseId] of ids.entries()) {
      if (!context.wants(caseId)) continue
      judged++
      const verdict = await judgeCase(context, part, options, caseId, index, found)
      if (verdict !== null) found.failure ??= { ...verdict, failedCase: caseId }
    }
    if (found.failure === null) return passed(judged)
    const finding = found.failure.finding ?? options.explain?.(found.observations) ?? undefined
    return { ...found.failure, finding, observations: found.observations }
  })
}

async function judgeCase<Case extends Inputs>(
  context: CheckContext,
  part: string,
  options: GradientOptions<Case>,
  caseId: string,
  index: number,
  found: Found,
): Promise<Verdict | null> {
  const random = context.random(caseId)
  let doubt = ''
  for (let attempt = 0; attempt < redraws; attempt++) {
    const drawnCase = drawCase(options, random, caseId, index)
    const verdict = await judge(context, part, options, drawnCase, found)
    if (!(verdict instanceof Doubt)) return verdict
    doubt = verdict.message
  }
  throw new Error(
    `${caseId}: ${doubt}, in ${redraws} draws in a row; mend the reference, or keep the drawn inputs away from its kinks (option \`kinks\`)`,
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
  found: Found,
): Promise<Verdict | Doubt | null> {
  const { exercise, subject } = context
  const cache = options.cache && referenceResult(exercise, options.cache.part, options.cache.inputs(...drawn))
  const inputs = options.backwardInputs(drawn, dOut, cache)
  const expected = judgedFields(referenceResult(exercise, part, inputs), options.fields)
  const called: Called<Case> = {
    draw: options.draw,
    cache: options.cache,
    arguments: (_, handle: Value | Handle) => options.backwardInputs(drawn, dOut, handle),
  }
  const fields = fieldsOf(expected)
  const tolerance = { ...valuesTolerance, relative: options.relativeTolerance ?? valuesTolerance.relative }
  const { value } = await callPart(subject, part, called, drawn, { fields })
  const fitted = fit(value, expected)
  if (!fitted.fits) {
    found.observations.push({ part, inputs, actual: value, expected, tolerance })
    return { status: 'failed', message: fitted.message }
  }
  const failure = wrongGradient(options, drawn, dOut, fitted.value, expected)
  if (failure instanceof Doubt) return failure
  found.observations.push({ part, inputs, actual: fitted.value, expected, tolerance })
  if (failure !== null) {
    const variables = options.variables(...drawn)
    const half =
      options.own && found.failure === null
        ? await findWrongHalf(context, { own: options.own, drawn, dOut, variables, result: fitted.value })
        : null
    return { status: 'failed', ...failure, message: joined(failure.message, half?.message), finding: half?.finding }
  }
  const difference = firstDifference(fitted.value, expected, tolerance)
  if (difference !== null) {
    return { status: 'failed', message: differenceText(difference), evidence: [difference.evidence] }
  }
  const again = await callPart(subject, part, called, drawn, { fields })
  const fittedAgain = fit(again.value, fitted.value)
  const steady = fittedAgain.fits && firstDifference(fittedAgain.value, fitted.value, exact) === null
  return steady ? null : { status: 'failed', message: unsteady }
}

const exact = { absolute: 0, relative: 0 }

const unsteady: Text = {
  en: 'The same arguments gave two different gradients: the function keeps something between calls, or is random.',
  zh: '同样的参数两次得到不同的梯度：函数在调用之间保留了状态，或含有随机性。',
}

/** Judges the gradient by every variable; the first that is wrong, with its evidence. */
function wrongGradient<Case extends Inputs>(
  options: GradientOptions<Case>,
  drawn: Case,
  dOut: Tensor,
  result: Value,
  expected: Value,
): { message: Text; evidence: [GradientEvidence] } | Doubt | null {
  const forward = (): ArrayLike<number> => flat(options.forward(...drawn))
  const upstream = typeof options.forward(...drawn) === 'number' ? [1] : dOut.data
  for (const [path, variable] of Object.entries(options.variables(...drawn))) {
    const reference = gradientAt(expected, path, variable)
    const analytic = gradientAt(result, path, variable)
    const judged = judgeVariable(forward, upstream, variable, analytic, reference)
    if ('reference' in judged) return new Doubt(path, variable, judged)
    if (judged.wrong.length > 0) return gradientFailure(path, variable.shape, analytic, judged)
  }
  return null
}

/** @throws Error where the exercise's \`variables\` don't fit the backward's result */
function gradientAt(result: Value, path: string, variable: Tensor): ArrayLike<number> {
  if (variable.dtype !== 'float64') throw new Error(`the variable \`${path}\` must be drawn in float64`)
  const leaf = valueAt(result, path)
  const numbers = typeof leaf === 'number' || isTensorLike(leaf) ? numbersOf(leaf) : null
  if (numbers?.length === variable.data.length) return numbers
  throw new Error(
    `the backward's result has no gradient \`${path}\` of the variable's shape [${variable.shape.join(', ')}]`,
  )
}

function joined(message: Text, addition: Text | undefined): Text {
  return addition === undefined ? message : { en: `${message.en} ${addition.en}`, zh: `${message.zh}${addition.zh}` }
}
