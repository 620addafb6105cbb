import { agrees, sameSize } from 'grade-descent/checks/compare'
import { isTensorLike, valueAt } from 'grade-descent/checks/result-tree'
import { slice } from 'grade-descent/engine/primitives/slice'
import type { Tensor } from 'grade-descent/engine/tensor'
import type { Observation, Verdict } from 'grade-descent/exercise'

type Finding = NonNullable<Verdict['finding']>

/** In the order of their columns. */
const gates = [
  { id: 'input', en: "the input gate's", zh: '输入门' },
  { id: 'forget', en: "the forget gate's", zh: '遗忘门' },
  { id: 'cell', en: "the cell candidate's", zh: '候选值（cell）' },
  { id: 'output', en: "the output gate's", zh: '输出门' },
]

/**
 * Which gates' columns of an LSTM step's parameter gradients are wrong, where the other gates' are right in every case;
 * null where all are wrong, or none.
 */
export function wrongGates(observations: readonly Observation[]): Finding | null {
  const wrong = gates.filter((_, gate) => observations.some((seen) => gateDiffers(seen, gate)))
  if (wrong.length === 0 || wrong.length === gates.length) return null
  const right = gates.filter((gate) => !wrong.includes(gate))
  const units = unitsOf(observations[0])
  const columns = wrong
    .map((gate) => `${gates.indexOf(gate) * units}–${(gates.indexOf(gate) + 1) * units - 1}`)
    .join(', ')
  const names = { en: wrong.map(({ en }) => en).join(' and '), zh: wrong.map(({ zh }) => zh).join('、') }
  const others = { en: right.map(({ en }) => en).join(', '), zh: right.map(({ zh }) => zh).join('、') }
  return {
    id: `wrong-gate-${wrong.map(({ id }) => id).join('-')}`,
    title: { en: `Wrong in ${names.en} columns`, zh: `错在${names.zh}的那几列` },
    explanation: {
      en: `Of the parameters' gradients ${names.en} columns are wrong (${columns} with H = ${units}), and ${others.en} are right in every case. So what reaches the memory is right, and the mistake is between the memory, or h, and this gate: what the gate is multiplied by, or the slope of its activation.`,
      zh: `参数的梯度中，${names.zh}的列是错的（H = ${units} 时为第 ${columns} 列），而${others.zh}的列在每个用例中都对。可见传到记忆单元的梯度没有问题，错在从记忆单元（或 h）到这个门的这一段：与门相乘的是什么，或门的激活函数的斜率。`,
    },
  }
}

const paths = ['gradients.inputWeights', 'gradients.recurrentWeights', 'gradients.bias']

/** True also where a gradient is missing or has another shape: then no gate is right. */
function gateDiffers({ actual, expected }: Observation, gate: number): boolean {
  return paths.some((path) => {
    const [own, other] = [valueAt(actual, path), valueAt(expected, path)]
    if (!isTensorLike(own) || !isTensorLike(other) || !sameSize(own, other)) return true
    return !agrees(columnsOf(own, gate), columnsOf(other, gate))
  })
}

/** A gate's columns of a tensor [..., 4H]. */
function columnsOf(gradient: Tensor, gate: number): Tensor {
  const units = gradient.shape[gradient.shape.length - 1] / gates.length
  const before = gradient.shape.slice(0, -1)
  return slice(gradient, [...before.map(() => 0), gate * units], [...before, units])
}

function unitsOf({ expected }: Observation): number {
  const bias = valueAt(expected, 'gradients.bias')
  return isTensorLike(bias) ? bias.shape[0] / gates.length : 0
}
