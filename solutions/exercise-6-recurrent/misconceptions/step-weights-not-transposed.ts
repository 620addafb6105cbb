import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { matMul, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The recurrent weights are not transposed on the way back', zh: '反向时循环权重没有转置' },
  explanation: {
    en: 'dHPrevious is dZ times recurrentWeights as it stands. The matrix is square, so the product exists, but forwards its rows were the sending units; what comes back to them has to be collected along the columns.',
    zh: 'dHPrevious 是 dZ 直接乘 recurrentWeights。它是方阵，所以乘得起来；但前向时它的行对应发出信号的单元，传回它们的梯度应当沿列收集。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const back = correct(dH, x, hPrevious, parameters)
  const dZ = tanhBackward(dH, preActivations(x, hPrevious, parameters))
  return { ...back, dHPrevious: matMul(dZ, parameters.recurrentWeights) }
}
