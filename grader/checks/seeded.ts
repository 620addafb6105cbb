import type { Check, Observation, Verdict } from '../exercise.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { drawCases, referenceResult } from './call-part.ts'
import type { CheckOptions, Drawn, Inputs } from './check-options.ts'
import { agrees } from './compare.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit } from './result-tree.ts'
import { mapSeeds } from './random-seeds.ts'

export interface SeededOptions<Case extends Inputs> extends CheckOptions, Drawn<Case> {}

const exact = { absolute: 0, relative: 0 }

/**
 * The `Random` that is handed in is where the randomness comes from: of the same seed the same numbers, of another seed others;
 * and an earlier result stays as it is.
 */
export function seeded<Case extends Inputs>(part: string, options: SeededOptions<Case>): Check {
  return makeCheck(part, 'property', { name: 'seeded', ...options }, async (context, id) => {
    const cases = drawCases(context, id, options, 2)
    for (const { id: caseId, drawn } of cases) {
      const other = drawn.map((argument) => mapSeeds(argument, ({ randomSeed }) => ({ randomSeed: `${randomSeed}/b` })))
      const expected = referenceResult(context.exercise, part, drawn)
      const fields = fieldsOf(expected)
      const outputs: Value[] = []
      const calls = [drawn, drawn, other]
      const first = await context.subject.call(part, drawn, { fields, keep: true })
      outputs.push(first.value)
      for (const inputs of calls.slice(1)) outputs.push((await context.subject.call(part, inputs, { fields })).value)
      const later = first.handle === null ? first.value : await context.subject.read(first.handle, fields)
      await context.subject.release(first.handle === null ? [] : [first.handle])
      const misfit = outputs.map((output) => fit(output, expected)).find(({ fits }) => !fits)
      if (misfit?.fits === false) return { status: 'failed', message: misfit.message, failedCase: caseId }
      const verdict = verdictOn({ part, inputs: drawn, calls, outputs }, later)
      if (verdict !== null) return { ...verdict, failedCase: caseId }
    }
    return passed(cases.length)
  })
}

interface Calls {
  part: string
  inputs: Inputs
  calls: readonly Inputs[]
  outputs: readonly Value[]
}

function verdictOn({ part, inputs, calls, outputs }: Calls, later: Value): Verdict | null {
  const observation: Observation = {
    part,
    inputs,
    actual: repeated(outputs),
    expected: sameThenOther(true, false),
    survey: { calls, read: repeated, example: null },
  }
  if (!agrees(outputs[0], outputs[1], exact))
    return { status: 'failed', message: unrepeatable, observations: [observation] }
  if (agrees(outputs[0], outputs[2], exact)) return { status: 'failed', message: deaf, observations: [observation] }
  return agrees(later, outputs[0], exact) ? null : { status: 'failed', message: notKept }
}

/** Whether the first call's numbers came again. */
function repeated([first, again, other]: readonly Value[]): Value {
  return sameThenOther(agrees(again, first, exact), agrees(other, first, exact))
}

/** In one tensor, so that no two mistakes together are taken for one that they don't make. */
function sameThenOther(withTheSameSeed: boolean, withAnotherSeed: boolean): Value {
  return { shape: [2], dtype: 'float64', data: Float64Array.of(Number(withTheSameSeed), Number(withAnotherSeed)) }
}

const unrepeatable: Text = {
  en: 'Two calls, each with a fresh Random of the same seed, gave different numbers. All randomness must come from the Random that is handed in: same seed, same numbers.',
  zh: '两次调用各用一个种子相同的全新 Random，得到的数却不同。所有随机性都必须来自传入的 Random：种子相同，结果就相同。',
}

const deaf: Text = {
  en: 'Two calls with Randoms of different seeds gave the very same numbers: the Random that is handed in decides nothing.',
  zh: '两次调用所用的 Random 种子不同，得到的数却完全一样：传入的 Random 没有起作用。',
}

const notKept: Text = {
  en: 'An earlier result changed when the function was called again: both results share their data. Make a new tensor at each call.',
  zh: '再次调用后，先前返回的结果变了：两次结果共用了同一块数据。每次调用都应新建张量。',
}
