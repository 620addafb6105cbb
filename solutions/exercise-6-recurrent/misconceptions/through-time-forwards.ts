import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, forwardThroughTime, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is carried from the first step to the last', zh: '梯度从第一步传到了最后一步' },
  explanation: {
    en: 'The loop of the backward runs as that of the forward does, so each step got what belongs to the step before it. A later step sends to an earlier one: begin at T - 1 and end at 0.',
    zh: '反向的循环与前向方向相同，于是每一步收到的是本该给更前一步的东西。梯度由后一步传给前一步：从 T - 1 开始，到 0 结束。',
  },
  caughtBy: 'rnnBackward-gradient',
  harmsTraining: false,
}

function added(first: RecurrentParameters, second: RecurrentParameters): RecurrentParameters {
  return {
    inputWeights: add(first.inputWeights, second.inputWeights),
    recurrentWeights: add(first.recurrentWeights, second.recurrentWeights),
    bias: add(first.bias, second.bias),
  }
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const states = [h0, ...forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))]
  const dX: Tensor[] = []
  let carried = zerosLike(h0)
  let gradients: RecurrentParameters | null = null
  for (let t = 0; t < x.shape[1]; t++) {
    const step = rnnStepBackward(add(atStep(dH, t), carried), atStep(x, t), states[t], parameters)
    dX.push(step.dX)
    carried = step.dHPrevious
    gradients = gradients === null ? step.gradients : added(gradients, step.gradients)
  }
  return { dX: stackSteps(dX), dH0: carried, gradients: gradients ?? parameters }
}
