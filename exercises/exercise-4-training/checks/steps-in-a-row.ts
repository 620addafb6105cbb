import { fit } from 'grade-descent/checks/result-tree'
import { referenceResult } from 'grade-descent/checks/call-part'
import type { CheckOptions, Inputs } from 'grade-descent/checks/check-options'
import { differenceText, firstDifference } from 'grade-descent/checks/compare'
import { makeCheck, passed } from 'grade-descent/checks/make-check'
import type { Random } from 'grade-descent/engine/random'
import type { DType, Tensor } from 'grade-descent/engine/tensor'

type Value = Inputs[number]

interface StepsOptions extends CheckOptions {
  draw(random: Random, index: number, dtype: DType): Inputs
}

const steps = 5
const tolerances = { float64: { absolute: 1e-9, relative: 1e-6 }, float32: { absolute: 1e-6, relative: 1e-4 } }

/**
 * An optimizer's own results handed back to it, step by step, against the reference's way from the same start: once in
 * float64, once in float32, where the parameter has to stay float32.
 */
export function stepsInARow(part: string, options: StepsOptions) {
  return makeCheck(part, 'property', { name: 'steps', ...options }, async (context, id) => {
    let judged = 0
    for (const [index, dtype] of (['float64', 'float32'] as const).entries()) {
      const caseId = `${id}/${index}`
      if (!context.wants(caseId)) continue
      judged++
      const [parameter, gradient, state, settings] = options.draw(context.random(caseId), index, dtype)
      let [own, other] = [
        { parameter, state },
        { parameter, state },
      ]
      for (let step = 0; step < steps; step++) {
        const turned = scaled(gradient as Tensor, 1 - step / 2)
        other = referenceResult(context.exercise, part, [
          other.parameter,
          turned,
          other.state,
          settings,
        ]) as typeof other
        const inputs = [own.parameter, turned, own.state, settings]
        const { value } = await context.subject.call(part, inputs)
        const fitted = fit(value, other as Value)
        if (!fitted.fits) return { status: 'failed', message: fitted.message, failedCase: caseId }
        own = fitted.value as typeof own
        const message = faultOf(own, other, dtype, step)
        if (message !== null) return { status: 'failed', message, failedCase: caseId }
      }
    }
    return passed(judged)
  })
}

function scaled(gradient: Tensor, factor: number): Tensor {
  return { ...gradient, data: gradient.data.map((value) => value * factor) }
}

function faultOf(own: { parameter: Value; state: Value }, other: Value, dtype: 'float64' | 'float32', step: number) {
  const difference = firstDifference(own, other, tolerances[dtype])
  if (difference !== null) {
    const { en, zh } = differenceText(difference)
    return {
      en: `After ${step + 1} steps in a row, each from what you returned before: ${en}`,
      zh: `把你的返回值接着传回去，连走 ${step + 1} 步之后：${zh}`,
    }
  }
  const received = (own.parameter as Tensor).dtype
  if (received === dtype) return null
  return {
    en: `A ${dtype} parameter came back as ${received}: the dtype of a result is that of its inputs.`,
    zh: `传入 ${dtype} 的参数，返回的却是 ${received}：结果的 dtype 应与输入一致。`,
  }
}
