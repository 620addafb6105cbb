import { Random } from '../../reference-engine/random.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import { indexOf, shown } from '../checks/compare.ts'
import { drawUpstream } from '../checks/draw.ts'
import { numericGradient } from '../checks/numeric-gradient.ts'
import { errorBetween, worstOf } from './close-to-tensor.ts'
import { exactText, faultOfShape, faultOfTensor, shapeText, type Match } from './tensor-text.ts'

export type Forward = (x: Tensor) => Tensor
export type Backward = (dOut: Tensor, x: Tensor) => Tensor

const seed = 'toMatchNumericGradient'

/**
 * Whether a backward gives, for a random upstream gradient, the numeric gradient of its forward:
 * |a - n| <= 1e-7 + 1e-5 * max(|a|, |n|) in every entry.
 */
export function gradientMatch(backward: Backward, forward: Forward, x: Tensor): Match {
  const input = inFloat64(x)
  const output: unknown = forward(inFloat64(x))
  const outputFault = faultOfTensor(output)
  if (outputFault !== null) return { pass: false, text: about('forward(x)', outputFault) }
  const dOut = drawUpstream(new Random(seed), (output as Tensor).shape)
  const result: unknown = backward(dOut, inFloat64(x))
  const fault = faultOfTensor(result) ?? faultOfShape((result as Tensor).shape, x.shape)
  if (fault !== null) return { pass: false, text: about('backward(dOut, x)', fault) }

  const analytic = (result as Tensor).data
  const numeric = numericGradient((moved) => forward(inFloat64(moved)), input, dOut.data)
  const errors = Array.from(numeric, (value, position) => errorBetween(analytic[position], value))
  const bounds = Array.from(
    numeric,
    (value, position) => 1e-7 + 1e-5 * Math.max(Math.abs(analytic[position]), Math.abs(value)),
  )
  const wrong = errors.flatMap((error, position) => (error <= bounds[position] ? [] : [position]))
  if (wrong.length === 0) return { pass: true, text: allAgree(x) }
  const lines = worstOf(wrong, errors).map((position) => ({
    index: shapeText(indexOf(position, x.shape)),
    x: exactText(input.data[position]),
    analytic: exactText(analytic[position]),
    numeric: exactText(numeric[position]),
    error: shown(errors[position]),
    bound: shown(bounds[position]),
  }))
  return {
    pass: false,
    text: {
      en: [
        `${wrong.length} of ${errors.length} entries of the gradient are wrong (worst first):`,
        ...lines.map(
          (line) =>
            `  ${line.index}  x ${line.x}: analytic (yours) ${line.analytic}, numeric ${line.numeric}, error ${line.error}, tolerance ${line.bound}`,
        ),
        'numeric: (L(x + h) - L(x - h)) / 2h by your own forward, with L = sum(dOut * forward(x)) and a random dOut.',
        'If the forward is right, mend the backward: is dOut in it, and is the derivative taken at x?',
      ].join('\n'),
      zh: [
        `梯度共 ${errors.length} 个元素，${wrong.length} 个不对（误差大的在前）：`,
        ...lines.map(
          (line) =>
            `  ${line.index}  x ${line.x}：解析值（你的）${line.analytic}，数值梯度 ${line.numeric}，误差 ${line.error}，容差 ${line.bound}`,
        ),
        '数值梯度：用你自己的前向算 (L(x + h) - L(x - h)) / 2h，其中 L = sum(dOut * forward(x))，dOut 是随机的。',
        '如果前向没有问题，就检查反向：乘上 dOut 了吗？导数是在 x 处求的吗？',
      ].join('\n'),
    },
  }
}

/** A fresh copy, so that a function which changes its argument does not spoil the next call. */
function inFloat64(x: Tensor): Tensor {
  return { shape: [...x.shape], dtype: 'float64', data: Float64Array.from(x.data) as Tensor['data'] }
}

function about(name: string, { en, zh }: Match['text']): Match['text'] {
  return { en: `${name}: ${en}`, zh: `${name}：${zh}` }
}

function allAgree(x: Tensor): Match['text'] {
  return {
    en: `All ${x.data.length} entries agree with the numeric gradient, and that was not wanted here.`,
    zh: `全部 ${x.data.length} 个元素都与数值梯度一致，而这里要求它们不一致。`,
  }
}
