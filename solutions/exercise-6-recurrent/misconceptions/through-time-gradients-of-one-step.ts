import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The parameters' gradients are overwritten at each step", zh: '每一步都覆盖了参数的梯度' },
  explanation: {
    en: 'Your parameter gradients are those of step 0, the last one that the loop came to: `=` stands where a sum belongs. The same parameters serve all T steps, T paths to the loss, and paths add up.',
    zh: '你的参数梯度只是第 0 步的，也就是循环最后走到的那一步：该累加的地方用了赋值。同一组参数用在全部 T 步里，就有 T 条路通向损失，各条路要相加。',
  },
  caughtBy: 'rnnBackward-gradient',
  harmsTraining: false,
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const states = [h0, ...forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))]
  let gradients = parameters
  const { dX, dInitial } = backThroughTime(
    'rnnBackward',
    [dH],
    ([dState], t) => {
      const step = rnnStepBackward(dState, atStep(x, t), states[t], parameters)
      gradients = step.gradients
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
