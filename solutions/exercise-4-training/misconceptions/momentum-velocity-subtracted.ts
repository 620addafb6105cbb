import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The velocity is subtracted', zh: '减去了速度' },
  explanation: {
    en: 'The velocity already points downhill: the minus sign of descent is inside it, in front of the learning rate. Subtracting it once more makes every step go uphill.',
    zh: '速度本身已经指向下坡：下降所需的负号在它里面，就在学习率前面。再减一次，每一步都变成上坡。',
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
  return { parameter: sub(parameter, velocity), state: { velocity } }
}
