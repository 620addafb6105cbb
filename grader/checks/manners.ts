import type { Check, CheckContext, Observation, Verdict } from '../exercise.ts'
import type { Handle, Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { callPart, drawCases, keepCache, referenceInputs, referenceResult } from './call-part.ts'
import type { Called, CheckOptions, Inputs } from './check-options.ts'
import { firstDifference, shown, type Difference } from './compare.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit } from './result-tree.ts'

export interface MannersOptions<Case extends Inputs> extends CheckOptions, Called<Case> {}

const exact = { absolute: 0, relative: 0 }

/**
 * A pure function's manners: arguments stay as they were, the same input gives the same output, and a result stays as it
 * is when the function is called again.
 */
export function manners<Case extends Inputs>(part: string, options: MannersOptions<Case>): Check {
  return makeCheck(part, 'property', { name: 'manners', ...options }, async (context, id) => {
    const cases = drawCases(context, id, options, 2)
    for (const { id: caseId, drawn } of cases) {
      // Its own draw, so that a case run alone meets the same call in between.
      const other = options.draw(context.random(`${caseId}/other`), 0)
      const verdict = await badManners(context, part, options, drawn, other)
      if (verdict !== null) return { ...verdict, failedCase: caseId }
    }
    return passed(cases.length)
  })
}

async function badManners<Case extends Inputs>(
  context: CheckContext,
  part: string,
  options: MannersOptions<Case>,
  drawn: Case,
  other: Case,
): Promise<Verdict | null> {
  const { subject, exercise } = context
  const inputs = referenceInputs(exercise, options, drawn)
  const expected = referenceResult(exercise, part, inputs)
  const fields = fieldsOf(expected)
  const first = await callWatched(context, part, options, drawn, fields)
  const fitted = fit(first.value, expected)
  if (!fitted.fits) return { status: 'failed', message: fitted.message }
  const observation: Observation = { part, inputs, actual: fitted.value, expected }

  const mutation = firstMutation(first.inputsAfter, first.inputsBefore)
  if (mutation !== null) {
    const observations = [{ ...observation, inputsAfter: first.inputsAfter }]
    return { status: 'failed', message: mutation, observations }
  }
  const second = await callPart(subject, part, options, drawn, { fields })
  const moved = differenceOf(second.value, fitted.value)
  if (moved !== null) return { status: 'failed', message: notRepeatable(moved), observations: [observation] }

  await callPart(subject, part, options, other, { fields })
  const later = first.handle === null ? fitted.value : await subject.read(first.handle, fields)
  await subject.release(first.handle === null ? [] : [first.handle])
  const overwritten = differenceOf(later, fitted.value)
  if (overwritten === null) return null
  return { status: 'failed', message: notKept(overwritten), observations: [observation] }
}

interface Watched {
  value: Value
  handle: Handle | null
  inputsBefore: readonly Value[]
  inputsAfter: readonly Value[]
}

/** Calls the part and sees what it left of its arguments; a cache is read in the child before and after. */
async function callWatched<Case extends Inputs>(
  { subject, exercise }: CheckContext,
  part: string,
  options: MannersOptions<Case>,
  drawn: Case,
  fields: readonly string[] | undefined,
): Promise<Watched> {
  const kept = options.cache && (await keepCache(subject, exercise, options.cache, drawn))
  const sent = options.arguments ? options.arguments(drawn, kept?.handle) : drawn
  const before = sent.map((argument) => (argument === kept?.handle && kept ? kept.value : argument))
  const { value, handle, inputsAfter } = await subject.call(part, sent, { keep: true, echoInputs: true, fields })
  const after = await Promise.all(
    (inputsAfter ?? before).map(async (argument, position) =>
      kept?.handle && sent[position] === kept.handle ? subject.read(kept.handle, fieldsOf(kept.value)) : argument,
    ),
  )
  await subject.release(kept?.handle ? [kept.handle] : [])
  return { value, handle, inputsBefore: before, inputsAfter: after }
}

function differenceOf(later: Value, earlier: Value): Text | Difference | null {
  const fitted = fit(later, earlier)
  return fitted.fits ? firstDifference(fitted.value, earlier, exact) : fitted.message
}

function firstMutation(after: readonly Value[], before: Inputs): Text | null {
  for (const [position, argument] of before.entries()) {
    if (after[position] === undefined || after[position] === null) continue
    const fitted = fit(after[position], argument)
    const difference = fitted.fits ? firstDifference(fitted.value, argument, exact) : null
    if (fitted.fits && difference === null) continue
    const change = difference === null ? { en: '', zh: '' } : changeWords(difference)
    return {
      en: `Argument ${position + 1} was changed by the call${change.en}. A function here leaves its arguments alone: make a new tensor for the result.`,
      zh: `调用改动了第 ${position + 1} 个参数${change.zh}。这里的函数不得修改参数：请为结果新建张量。`,
    }
  }
  return null
}

function changeWords({ path, index, actual, expected }: Difference): { en: string; zh: string } {
  const place = `${path}[${index.join(', ')}]`
  return {
    en: `: its entry ${place} was ${shown(expected)} and is ${shown(actual)} now`,
    zh: `：元素 ${place} 原为 ${shown(expected)}，现为 ${shown(actual)}`,
  }
}

function isText(found: Text | Difference): found is Text {
  return 'en' in found
}

function notRepeatable(found: Text | Difference): Text {
  if (isText(found)) return found
  return {
    en: `The same input gave ${shown(found.expected)} at first and ${shown(found.actual)} the second time: the function keeps something between calls, or is random.`,
    zh: `同样的输入，第一次得到 ${shown(found.expected)}，第二次得到 ${shown(found.actual)}：函数在两次调用之间保留了状态，或含有随机性。`,
  }
}

function notKept(found: Text | Difference): Text {
  if (isText(found)) return found
  return {
    en: `An earlier result changed from ${shown(found.expected)} to ${shown(found.actual)} when the function was called again: both results share their data. Make a new tensor at each call.`,
    zh: `再次调用后，先前返回的结果由 ${shown(found.expected)} 变成了 ${shown(found.actual)}：两次结果共用了同一块数据。每次调用都应新建张量。`,
  }
}
