import type { Misconception } from 'grade-descent/exercise'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import { add, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The learning rate stands outside the velocity', zh: '学习率放在了速度外面' },
  explanation: {
    en: 'You collect plain gradients in the velocity and multiply by the learning rate when you step, as PyTorch does. Here, as in Keras, the learning rate is inside the velocity: a velocity is a distance that was gone, and when the learning rate changes, the old distances keep their length.',
    zh: '你在速度里累积的是不带学习率的梯度，走步时才乘学习率，这是 PyTorch 的写法。这里与 Keras 一样，学习率在速度里面：速度是走过的距离，学习率改变时，以前的距离不变。',
  },
  caughtBy: 'momentum-values',
}

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: MomentumState,
  { learningRate, momentum: kept }: MomentumOptions,
): { parameter: Tensor; state: MomentumState } {
  const velocity = add(mul(kept, state.velocity), gradient)
  return { parameter: sub(parameter, mul(learningRate, velocity)), state: { velocity } }
}
