import { tensor, type Tensor } from '../../reference-engine/tensor.ts'
import type { CheckContext, Verdict } from '../exercise.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { referenceResult } from './call-part.ts'
import type { Inputs } from './check-options.ts'
import { firstDifference, numbersOf } from './compare.ts'
import { isClose } from './gradient-entries.ts'
import { centralDifference, flat, stepAt } from './numeric-gradient.ts'
import { fieldsOf, fit, valueAt } from './result-tree.ts'

/** The student's own forward, which a backward belongs to. */
export interface OwnForward<Case extends Inputs> {
  part: string
  inputs(...drawn: Case): Inputs
  /** The output that the upstream gradient meets, where it is a field of the result. */
  output?(result: Value): Tensor | number
}

/** Which half is wrong, in words; the wrong forward also as a finding. */
export interface Half {
  message: Text
  finding?: Verdict['finding']
}

interface WrongBackward<Case extends Inputs> {
  own: OwnForward<Case>
  drawn: Case
  dOut: Tensor
  /** The very tensors of the case. */
  variables: { readonly [path: string]: Tensor }
  /** What the student's backward gave. */
  result: Value
}

const entriesDifferentiated = 64
/** Differentiating a forward that takes longer than this altogether isn't worth the wait. */
const mostMilliseconds = 2000

/** Differentiates the student's own forward, to tell whether the backward or the forward is wrong; null where neither is plain. */
export async function findWrongHalf<Case extends Inputs>(
  { subject, exercise }: CheckContext,
  wrongBackward: WrongBackward<Case>,
): Promise<Half | null> {
  const { own, drawn } = wrongBackward
  const expected = referenceResult(exercise, own.part, own.inputs(...drawn))
  const outputOf = (result: Value): Tensor | number => own.output?.(result) ?? (result as Tensor | number)
  let slowestMs = 0
  const forward = async (): Promise<Tensor | number> => {
    const reply = await subject.call(own.part, own.inputs(...drawn), { fields: fieldsOf(expected) })
    slowestMs = Math.max(slowestMs, reply.processorMs)
    const fitted = fit(reply.value, expected)
    if (!fitted.fits) throw new Error(fitted.message.en ?? '')
    return outputOf(fitted.value)
  }
  try {
    if (firstDifference(await forward(), outputOf(expected)) === null) return backwardIsWrong(own.part)
    const entries = Object.values(wrongBackward.variables).map(({ data }) =>
      Math.min(data.length, entriesDifferentiated),
    )
    const calls = 2 * entries.reduce((sum, count) => sum + count, 0)
    if (slowestMs * calls > mostMilliseconds) return null
    const upstream = typeof outputOf(expected) === 'number' ? tensor([1]) : wrongBackward.dOut
    return (await fitsOwnForward(forward, wrongBackward, upstream)) ? forwardIsWrong(own.part) : null
  } catch {
    // The explanation is a courtesy: a forward that fails has a check of its own.
    return null
  }
}

async function fitsOwnForward<Case extends Inputs>(
  forward: () => Promise<Tensor | number>,
  { variables, result }: WrongBackward<Case>,
  upstream: Tensor,
): Promise<boolean> {
  for (const [path, { data }] of Object.entries(variables)) {
    const analytic = numbersOf(valueAt(result, path) as Tensor | number)
    for (let index = 0; index < Math.min(data.length, entriesDifferentiated); index++) {
      const x = data[index]
      const step = stepAt(x)
      const outputs = new Map<number, ArrayLike<number>>()
      try {
        for (const value of [x + step, x - step]) {
          data[index] = value
          outputs.set(value, flat(await forward()))
        }
      } finally {
        data[index] = x
      }
      const numeric = centralDifference((value) => outputs.get(value) ?? [], upstream.data, x, step)
      if (!isClose(analytic[index], numeric)) return false
    }
  }
  return true
}

function backwardIsWrong(forwardPart: string): Half {
  return {
    message: {
      en: `On this case your \`${forwardPart}\` is right, so the mistake is in this backward.`,
      zh: `在这个用例上你的 \`${forwardPart}\` 是对的，错误出在这个反向函数里。`,
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
