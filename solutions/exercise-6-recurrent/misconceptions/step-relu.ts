import type { Misconception } from 'grade-descent/exercise'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A ReLU stands in place of tanh', zh: '该用 tanh 的地方用了 ReLU' },
  explanation: {
    en: 'Your state is the sum where it is positive, and 0 elsewhere. Between layers a ReLU serves well; here the same weights are used again at every step, and a state without a bound can grow at each of them. The step of this exercise keeps it between -1 and 1.',
    zh: '你的状态在和为正时就是这个和，其余为 0。层与层之间用 ReLU 很好；但这里每一步都用同一组权重，状态没有上界，就可能一步比一步大。本练习的一步要把状态保持在 -1 和 1 之间。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const z = preActivations(x, hPrevious, parameters)
  return { ...z, data: z.data.map((value) => Math.max(0, value)) }
}
