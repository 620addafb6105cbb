import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import { atStep, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The inputs' gradients are in reverse order", zh: '输入的梯度顺序颠倒了' },
  explanation: {
    en: 'Your dX of step 0 is that of the last step, and the other way round: they were put into the list in the order in which the loop met them, from the end. Everything else is right.',
    zh: '你的 dX 中第 0 步放的是最后一步的梯度，反过来也一样：循环从末尾开始，你按遇到的次序放进了列表。其余都对。',
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
  const back = correct(dH, x, h0, parameters)
  const steps = Array.from({ length: x.shape[1] }, (_, t) => atStep(back.dX, x.shape[1] - 1 - t))
  return { ...back, dX: stackSteps(steps) }
}
