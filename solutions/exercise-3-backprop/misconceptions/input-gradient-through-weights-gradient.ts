import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The input's gradient is made with the weights' gradient", zh: '用权重的梯度去求输入的梯度' },
  explanation: {
    en: 'For dX you multiplied dOut by the gradient of the weights in place of the weights. The two have one shape, so it goes through. What a change of x does to the output is decided by the weights as they were in the forward pass; their gradient says how they ought to change, which is another question.',
    zh: '求 dX 时，你用 dOut 乘的是权重的*梯度*，而不是权重本身。两者形状相同，所以不会报错。x 变一点，输出变多少，由前向时的权重决定；权重的梯度说的是权重该怎样变，那是另一回事。',
  },
  caughtBy: 'denseBackward-gradient',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { gradients } = correct(dOut, x, parameters)
  return { dX: matMul(dOut, gradients.weights, false, true), gradients }
}
