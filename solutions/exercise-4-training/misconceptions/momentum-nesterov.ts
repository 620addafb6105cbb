import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { add, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Nesterov's look-ahead is in the step", zh: '用了 Nesterov 的前瞻步' },
  explanation: {
    en: 'Your velocity is right, but the parameter makes the step that the next velocity would make: that is Nesterov momentum, another method. Here the parameter moves by the new velocity itself.',
    zh: '速度是对的，但参数走的是“下一个速度”会走的那一步：那是 Nesterov 动量，另一种方法。这里参数只加上新的速度本身。',
  },
  caughtBy: 'momentum-values',
}

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: MomentumState,
  { learningRate, momentum: kept }: MomentumOptions,
): { parameter: Tensor; state: MomentumState } {
  const downhill = mul(learningRate, gradient)
  const velocity = sub(mul(kept, state.velocity), downhill)
  return { parameter: add(parameter, sub(mul(kept, velocity), downhill)), state: { velocity } }
}
