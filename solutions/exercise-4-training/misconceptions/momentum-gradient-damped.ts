import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { add, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is weighted by 1 - momentum', zh: '梯度乘了 1 - momentum' },
  explanation: {
    en: 'You average: momentum times the old velocity plus (1 - momentum) times the new step. Momentum as defined here adds the whole step; that is why it gathers speed where gradients agree, up to 1 / (1 - momentum) times one step.',
    zh: '你做了平均：momentum 乘旧速度，加上 (1 - momentum) 乘新的一步。这里定义的动量加的是完整的一步，正因如此，梯度方向一致时它会越走越快，最多达到单步的 1 / (1 - momentum) 倍。',
  },
  caughtBy: 'momentum-values',
}

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: MomentumState,
  { learningRate, momentum: kept }: MomentumOptions,
): { parameter: Tensor; state: MomentumState } {
  const velocity = sub(mul(kept, state.velocity), mul((1 - kept) * learningRate, gradient))
  return { parameter: add(parameter, velocity), state: { velocity } }
}
