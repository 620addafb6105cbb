import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { add, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The caller's velocity is changed", zh: '改动了调用者的速度' },
  explanation: {
    en: "The numbers are right, but the new velocity was written into the caller's own tensor. Whoever keeps the old state, to go back to it or to compare, finds it changed. Make new tensors.",
    zh: '数值是对的，但新的速度写进了调用者自己的张量。谁还留着旧状态，想回退或比较，都会发现它变了。请新建张量。',
  },
  caughtBy: 'momentum-manners',
}

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: MomentumState,
  { learningRate, momentum: kept }: MomentumOptions,
): { parameter: Tensor; state: MomentumState } {
  const velocity = sub(mul(kept, state.velocity), mul(learningRate, gradient))
  state.velocity.data.set(velocity.data)
  return { parameter: add(parameter, velocity), state: { velocity: state.velocity } }
}
