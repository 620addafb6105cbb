import { agrees, firstDifference, sameSize, shown, valuesTolerance } from '../checks/compare.ts'
import { firstFloat32 } from '../checks/precision.ts'
import { withRandom } from '../checks/random-seeds.ts'
import { fit, isTensorLike, leavesOf, valueAt, withFieldsOf, type Leaf } from '../checks/result-tree.ts'
import type { Misconception, Observation } from '../exercise.ts'
import type { CheckKind } from '../report.ts'
import type { ThrownCall, Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import type { Explanation } from './explanation.ts'

/** A misconception as loaded: its file's name, and the function that it gets wrong. */
export interface KnownBug extends Misconception {
  id: string
  part: string
  run: (...inputs: readonly Value[]) => Value
}

/** What a bug gives on the cases that a check saw. */
interface Rerun {
  bug: KnownBug
  outputs: Value[]
  inputsAfter: (readonly Value[])[]
}

/**
 * Names the known bug whose results equal the student's on every case, where they differ from the reference's; else one that
 * explains all the wrong fields of the result, or two that do between them.
 */
export function explainByMisconception(
  checkId: string,
  kind: CheckKind,
  observations: readonly Observation[],
  bugs: readonly KnownBug[],
): Explanation | null {
  if (observations.length === 0) return null
  const seen = observations.map((observation) => ({
    ...observation,
    actual: known(observation.actual, observation.expected),
  }))
  const candidates = candidatesFor(checkId, bugs, (part) =>
    seen.every((observation) => observation.part === part),
  ).flatMap(withVariants)
  // What a survey's numbers say in part two bugs easily say alike.
  if (seen.some(({ survey }) => survey !== undefined)) return explainSurvey(seen, candidates)
  const reruns = candidates.map((bug) => rerun(bug, seen)).filter((result) => result !== null)
  const single = reruns.find((result) => (kind === 'precision' ? losesDigits : explainsAll)(result, seen))
  if (single !== undefined) return named([single], seen)
  const wrong = wrongFields(seen)
  const part = explainingPart(reruns, seen, wrong)
  if (part !== null) return named([part], seen, wrong)
  const pair = explainingPair(reruns, seen, wrong)
  return pair === null ? null : named(pair, seen)
}

/** A survey draws many numbers, so that a bug is tried on the first before all. */
function explainSurvey(observations: readonly Observation[], candidates: readonly KnownBug[]): Explanation | null {
  for (const bug of candidates) {
    const first = observations.slice(0, 1)
    const begun = rerun(bug, first)
    if (begun === null || !givesAll(begun, first)) continue
    const whole = rerun(bug, observations)
    if (whole !== null && explainsAll(whole, observations)) return named([whole], observations)
  }
  return null
}

function wrongFields(observations: readonly Observation[]): string[] {
  const paths = leavesOf(observations[0].expected).map(({ path }) => path)
  return paths.filter((path) => observations.some((seen) => !leafAgrees(seen, seen.actual, seen.expected, path)))
}

/**
 * The bug that gives all the wrong fields, made there alone where it could be made everywhere; of several the one that gives
 * fewest others wrong. Only tensors tell enough: two bugs easily have one number in common.
 */
function explainingPart(
  reruns: readonly Rerun[],
  observations: readonly Observation[],
  wrong: readonly string[],
): Rerun | null {
  const tell = ({ actual }: Observation): boolean => wrong.every((path) => isTensorLike(valueAt(actual, path)))
  if (wrong.length === 0 || !observations.every(tell)) return null
  const fitting = reruns
    .filter((result) => wrong.every((path) => explainsLeaf(result, observations, path)))
    .map((result) => ({ result, spoilt: spoiltFields(result, observations).length }))
    .sort((first, second) => first.spoilt - second.spoilt)
  return fitting[0]?.result ?? null
}

function spoiltFields({ outputs }: Rerun, observations: readonly Observation[]): string[] {
  return wrongFields(observations.map((observation, index) => ({ ...observation, actual: outputs[index] })))
}

/** Names the known bug that throws the very same error on the arguments of the call that threw. */
export function explainByThrow(
  checkId: string,
  { part, inputs, thrown }: ThrownCall,
  bugs: readonly KnownBug[],
): Explanation | null {
  const bug = candidatesFor(checkId, bugs, (name) => name === part)
    .flatMap(withVariants)
    .find(({ run }) => thrownBy(run, inputs) === thrown)
  if (bug === undefined) return null
  return {
    id: bug.id,
    title: bug.title,
    explanation: {
      en: `${bug.explanation.en} Evidence: on the arguments of this call, this mistake ends with the same error: ${thrown}.`,
      zh: `${bug.explanation.zh}依据：对这次调用的参数，这种错误会以同样的报错告终：${thrown}。`,
    },
  }
}

function thrownBy(run: KnownBug['run'], inputs: readonly Value[]): string | null {
  try {
    run(...withRandom(structuredClone(inputs)))
    return null
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : null
  }
}

/** The bugs of a part, those first that the check is meant for. */
function candidatesFor(checkId: string, bugs: readonly KnownBug[], isOf: (part: string) => boolean): KnownBug[] {
  return bugs
    .filter(({ part }) => isOf(part))
    .sort((first, second) => Number(second.caughtBy === checkId) - Number(first.caughtBy === checkId))
}

function withVariants(bug: KnownBug): KnownBug[] {
  return [bug, ...(bug.variants ?? []).map((run) => ({ ...bug, run: run as KnownBug['run'] }))]
}

function rerun(bug: KnownBug, observations: readonly Observation[]): Rerun | null {
  try {
    const inputsAfter = observations.map(({ inputs }) => structuredClone(inputs))
    const run = (inputs: readonly Value[]): Value => bug.run(...withRandom(inputs))
    const outputs = observations.map(({ expected, survey }, index) =>
      survey ? survey.read(structuredClone(survey.calls).map(run)) : known(run(inputsAfter[index]), expected),
    )
    return { bug, inputsAfter, outputs }
  } catch {
    // A bug that can't run on these cases explains nothing.
    return null
  }
}

/** Without what the check doesn't judge and the contract doesn't name: what is left of two results can be compared. */
function known(output: Value, expected: Value): Value {
  const fitted = fit(output, expected)
  return fitted.fits ? fitted.value : withFieldsOf(expected, output)
}

function explainsAll(result: Rerun, observations: readonly Observation[]): boolean {
  const { outputs, inputsAfter } = result
  return (
    givesAll(result, observations) &&
    observations.some((observation, index) => differs(observation, outputs[index], inputsAfter[index]))
  )
}

function givesAll({ outputs, inputsAfter }: Rerun, observations: readonly Observation[]): boolean {
  return observations.every(
    ({ actual, inputsAfter: after, tolerance }, index) =>
      agrees(actual, outputs[index], tolerance) && (after === undefined || sameArguments(after, inputsAfter[index])),
  )
}

function differs(
  { expected, inputs, inputsAfter: after, tolerance }: Observation,
  output: Value,
  changed: readonly Value[],
): boolean {
  return !agrees(output, expected, tolerance) || (after !== undefined && !sameArguments(changed, inputs))
}

/** A kept cache did not come back, so it isn't compared. */
function sameArguments(after: readonly Value[], others: readonly Value[]): boolean {
  return after.every(
    (argument, index) => argument === null || argument === undefined || agrees(argument, others[index]),
  )
}

function losesDigits({ outputs }: Rerun, observations: readonly Observation[]): boolean {
  return observations.every(
    ({ actual, expected }, index) =>
      firstFloat32(outputs[index], expected) !== null &&
      firstFloat32(outputs[index], expected) === firstFloat32(actual, expected) &&
      agrees(actual, outputs[index], { absolute: 1e-6, relative: 1e-5 }),
  )
}

function explainingPair(
  reruns: readonly Rerun[],
  observations: readonly Observation[],
  wrong: readonly string[],
): [Rerun, Rerun] | null {
  const explained = reruns.map((result) => new Set(wrong.filter((path) => explainsLeaf(result, observations, path))))
  for (let first = 0; first < reruns.length; first++) {
    for (let second = first + 1; second < reruns.length; second++) {
      if (reruns[first].bug.id === reruns[second].bug.id) continue
      const both = [explained[first], explained[second]]
      const eachNeeded = both.every((own, index) => wrong.some((path) => own.has(path) && !both[1 - index].has(path)))
      if (eachNeeded && wrong.every((path) => both.some((own) => own.has(path)))) return [reruns[first], reruns[second]]
    }
  }
  return null
}

function explainsLeaf({ outputs }: Rerun, observations: readonly Observation[], path: string): boolean {
  return (
    observations.every((seen, index) => leafAgrees(seen, seen.actual, outputs[index], path)) &&
    observations.some((seen, index) => !leafAgrees(seen, outputs[index], seen.expected, path))
  )
}

function leafAgrees({ tolerance }: Observation, actual: Value, expected: Value, path: string): boolean {
  const [own, other] = [valueAt(actual, path), valueAt(expected, path)]
  return own !== undefined && other !== undefined && agrees(own, other, tolerance)
}

/** @param fields the fields that the bugs explain, where they give others wrong as well; by default the whole result */
function named(
  reruns: readonly Rerun[],
  observations: readonly Observation[],
  fields: readonly string[] = [],
): Explanation {
  const bugs = reruns.map(({ bug }) => bug)
  const evidence = evidenceText(observations, fields)
  return {
    id: bugs.map(({ id }) => id).join('+'),
    title: {
      en: bugs.map(({ title }) => title.en).join('; and '),
      zh: bugs.map(({ title }) => title.zh).join('；以及'),
    },
    explanation: {
      en: [...bugs.map(({ explanation }) => explanation.en), evidence.en].join(' '),
      zh: [...bugs.map(({ explanation }) => explanation.zh), evidence.zh].join(''),
    },
  }
}

function evidenceText(observations: readonly Observation[], fields: readonly string[]): Text {
  const cases = observations.length
  const where = `on ${cases === 1 ? 'the case tried' : `all ${cases} cases`}`
  const names = fields.filter((path) => path !== '').map((path) => `\`${path}\``)
  const sentence: Text =
    names.length === 0
      ? {
          en: `Evidence: ${where} your result is what this mistake gives`,
          zh: `依据：在全部 ${cases} 个用例上，你的结果都与这种错误给出的一致`,
        }
      : {
          en: `Evidence: ${where} what is wrong in your result, ${names.join(', ')}, is what this mistake gives there; the rest is right`,
          zh: `依据：在全部 ${cases} 个用例上，你的结果中错的部分（${names.join('、')}）都与这种错误在此处给出的一致，其余是对的`,
        }
  const example = observations.map(exampleOf).find((found) => found !== null)
  return example
    ? { en: `${sentence.en}; for instance ${example.en}.`, zh: `${sentence.zh}；例如${example.zh}。` }
    : { en: `${sentence.en}.`, zh: `${sentence.zh}。` }
}

/** The worst entry of a case, or the first tensor that has another shape; null where nothing is wrong or nothing can be told. */
function exampleOf({ actual, expected, tolerance = valuesTolerance, survey }: Observation): Text | null {
  if (survey?.example !== undefined) return survey.example
  const [own, other] = [leavesOf(actual), leavesOf(expected)]
  if (own.length !== other.length || own.some(({ path }, index) => path !== other[index].path)) return null
  const misshapen = other.findIndex(({ value }, index) => !sameSize(own[index].value, value))
  if (misshapen >= 0) return shapeExample(own[misshapen], other[misshapen])
  const difference = firstDifference(actual, expected, tolerance)
  if (difference === null) return null
  const place = `${difference.path}${difference.index.length > 0 ? `[${difference.index.join(', ')}]` : ''}`
  const [is, right] = [shown(difference.actual), shown(difference.expected)]
  return {
    en: `${place === '' ? 'it is' : `${place} is`} ${is} where ${right} is right`,
    zh: `${place === '' ? '结果' : ` ${place} `}为 ${is}，而正确值是 ${right}`,
  }
}

function shapeExample(own: Leaf, other: Leaf): Text | null {
  const [is, right] = [own.value, other.value].map((value) =>
    isTensorLike(value) && Array.isArray(value.shape) ? `[${value.shape.join(', ')}]` : null,
  )
  if (is === null || right === null || is === right) return null
  return {
    en: `${other.path === '' ? 'its' : `${other.path}'s`} shape is ${is} where ${right} is right`,
    zh: `${other.path === '' ? '结果' : ` ${other.path} `}的形状为 ${is}，而正确的是 ${right}`,
  }
}
