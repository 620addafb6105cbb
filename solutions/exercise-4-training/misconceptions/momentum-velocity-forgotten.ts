import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { add, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The old velocity is returned', zh: '返回了旧的速度' },
  explanation: {
    en: 'The parameter is right, but the state that you return still holds the velocity that came in. The next step starts from it, so that nothing is ever gathered: momentum needs the new velocity handed on.',
    zh: '参数是对的，但返回的状态里仍是传进来的旧速度。下一步从它开始，什么都累积不起来：必须把新的速度传下去。',
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
  return { parameter: add(parameter, velocity), state: { velocity: state.velocity } }
}
