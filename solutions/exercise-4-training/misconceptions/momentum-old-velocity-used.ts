import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { add, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The step is made with the old velocity', zh: '用旧的速度走步' },
  explanation: {
    en: 'The new velocity is right, but the parameter moved by the one from before: the gradient of this step takes effect only one step later. First the velocity, then the parameter.',
    zh: '新的速度算对了，但参数移动时用的是旧的速度：这一步的梯度要到下一步才起作用。先更新速度，再用它更新参数。',
  },
  caughtBy: 'momentum-values',
}

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: MomentumState,
  { learningRate, momentum: kept }: MomentumOptions,
): { parameter: Tensor; state: MomentumState } {
  const velocity = sub(mul(kept, state.velocity), mul(learningRate, gradient))
  return { parameter: add(parameter, state.velocity), state: { velocity } }
}
