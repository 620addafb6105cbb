import type { Check, Verdict } from '../exercise.ts'
import type { Value } from '../subject/subject.ts'
import { callPart, drawCases, referenceInputs, referenceResult } from './call-part.ts'
import type { Called, CheckOptions, Inputs } from './check-options.ts'
import { numbersOf } from './compare.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit, isTensorLike, leavesOf, valueAt } from './result-tree.ts'

export interface PrecisionOptions<Case extends Inputs> extends CheckOptions, Called<Case> {
  /** Only these fields of the result are judged; default: all of it. */
  only?: readonly string[]
}

const float32Finding = {
  id: 'relation-float32',
  title: { en: 'Right, but only in float32', zh: '结果对，但只有 float32 精度' },
}

/** A float64 question wants a float64 answer: of that dtype, and not made of float32 numbers. */
export function precision<Case extends Inputs>(part: string, options: PrecisionOptions<Case>): Check {
  return makeCheck(part, 'precision', options, async (context, id) => {
    const cases = drawCases(context, id, options, 2)
    for (const { id: caseId, drawn } of cases) {
      const inputs = referenceInputs(context.exercise, options, drawn)
      const expected = fieldsIn(referenceResult(context.exercise, part, inputs), options.only)
      const { value } = await callPart(context.subject, part, options, drawn, { fields: fieldsOf(expected) })
      const fitted = fit(value, expected)
      if (!fitted.fits) return { status: 'failed', message: fitted.message, failedCase: caseId }
      const path = firstFloat32(fitted.value, expected)
      if (path === null) continue
      const observations = [{ part, inputs, actual: fitted.value, expected }]
      return { ...float32Verdict(path, fitted.value), observations, failedCase: caseId }
    }
    return passed(cases.length)
  })
}

function fieldsIn(result: Value, only: readonly string[] | undefined): Value {
  return only === undefined ? result : Object.fromEntries(only.map((field) => [field, valueAt(result, field)]))
}

/** The path of the first result that holds nothing but float32 numbers where more digits were due; else null. */
export function firstFloat32(actual: Value, expected: Value): string | null {
  const actualLeaves = leavesOf(actual)
  for (const [position, { path, value }] of leavesOf(expected).entries()) {
    if (isTensorLike(value) && value.dtype !== 'float64') continue
    const own = actualLeaves[position].value
    if (isTensorLike(own) && own.dtype !== 'float64') return path
    if (needsFloat64(numbersOf(value)) && !needsFloat64(numbersOf(own))) return path
  }
  return null
}

function needsFloat64(numbers: ArrayLike<number>): boolean {
  return Array.from(numbers).some((number) => Number.isFinite(number) && Math.fround(number) !== number)
}

function float32Verdict(path: string, actual: Value): Verdict {
  const leaf = leavesOf(actual).find((candidate) => candidate.path === path)
  const name = path === '' ? { en: 'The result', zh: '返回值' } : { en: `\`${path}\``, zh: `\`${path}\`` }
  const labelled = leaf !== undefined && isTensorLike(leaf.value) && leaf.value.dtype !== 'float64'
  const message = labelled
    ? {
        en: `${name.en} has dtype float32 though the inputs are float64: the result takes the dtype of its inputs.`,
        zh: `输入是 float64，${name.zh}的 dtype 却是 float32：结果的 dtype 应与输入一致。`,
      }
    : {
        en: `${name.en} is labelled float64, but every entry is a float32 number: digits were lost on the way.`,
        zh: `${name.zh}标为 float64，但每个元素都恰好是 float32 数：中途丢失了精度。`,
      }
  return {
    status: 'failed',
    message,
    finding: {
      ...float32Finding,
      explanation: {
        en:
          `${message.en} The values agree with the reference to float32's seven digits and no further. ` +
          'Usual causes: `tensor(values, shape)` or `zeros(shape)` without the dtype (float32 is the default), a `new Float32Array`, `Math.fround`. ' +
          'Gradient checks need float64: a difference of 1e-5 drowns in float32 rounding.',
        zh:
          `${message.zh}数值与参考答案只在 float32 的七位有效数字内一致。` +
          '常见原因：`tensor(values, shape)` 或 `zeros(shape)` 没有传 dtype（默认是 float32）、用了 `new Float32Array` 或 `Math.fround`。' +
          '梯度检验需要 float64：1e-5 的差分会淹没在 float32 的舍入误差里。',
      },
    },
  }
}
