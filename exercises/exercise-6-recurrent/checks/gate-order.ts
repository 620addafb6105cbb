import { agrees } from 'grade-descent/checks/compare'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import { lstmStep } from 'grade-descent/engine/ops/lstm'
import { concat } from 'grade-descent/engine/primitives/concat'
import { slice } from 'grade-descent/engine/primitives/slice'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/engine/tensor'
import type { Observation, Verdict } from 'grade-descent/exercise'

const names = [
  { en: 'input', zh: '输入门' },
  { en: 'forget', zh: '遗忘门' },
  { en: 'cell', zh: '候选值（cell）' },
  { en: 'output', zh: '输出门' },
]
const rightOrder = [0, 1, 2, 3]

/** Which order of the four blocks an LSTM step takes, where all else is right in every case; null where none explains it. */
export function gatesInOrder(observations: readonly Observation[]): NonNullable<Verdict['finding']> | null {
  // A block may be read twice, and another one never.
  const orders = rightOrder.flatMap((input) =>
    rightOrder.flatMap((forget) =>
      rightOrder.flatMap((cell) => rightOrder.map((output) => [input, forget, cell, output])),
    ),
  )
  const taken = orders.find((order) => observations.every((seen) => isOfOrder(seen, order)))
  if (taken === undefined || taken.every((block, gate) => block === gate)) return null
  const wrong = rightOrder.filter((gate) => taken[gate] !== gate)
  const en = wrong.map(
    (gate) => `the ${names[gate].en} columns are taken from block ${taken[gate] + 1}, not ${gate + 1}`,
  )
  const zh = wrong.map((gate) => `${names[gate].zh}取自第 ${taken[gate] + 1} 块，应为第 ${gate + 1} 块`)
  return {
    id: 'gate-order',
    title: { en: 'The blocks are read in another order', zh: '各块的顺序读得不对' },
    explanation: {
      en: `All is right but the order of the four blocks, in every case: ${en.join('; ')}. The order is Keras': input, forget, cell, output. Other books and libraries have others, and no shape tells them apart.`,
      zh: `在每个用例中，除了四块的顺序，其余都对：${zh.join('；')}。这里用的是 Keras 的顺序：输入门、遗忘门、候选值、输出门。别的书和库有别的顺序，从形状上看不出差别。`,
    },
  }
}

function isOfOrder({ inputs, actual }: Observation, order: readonly number[]): boolean {
  const [x, previous, parameters] = inputs as [Tensor, LstmState, RecurrentParameters]
  return agrees(actual, lstmStep(x, previous, reordered(parameters, order)))
}

function reordered({ inputWeights, recurrentWeights, bias }: RecurrentParameters, order: readonly number[]) {
  const blocks = (t: Tensor): Tensor =>
    concat(
      order.map((block) => blockOf(t, block)),
      -1,
    )
  return { inputWeights: blocks(inputWeights), recurrentWeights: blocks(recurrentWeights), bias: blocks(bias) }
}

function blockOf(t: Tensor, block: number): Tensor {
  const units = t.shape[t.shape.length - 1] / names.length
  const before = t.shape.slice(0, -1)
  return slice(t, [...before.map(() => 0), block * units], [...before, units])
}
