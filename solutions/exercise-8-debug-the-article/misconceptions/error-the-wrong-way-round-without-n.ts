import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The error is taken the wrong way round, and its 1/n is missing', zh: '误差减反了，还漏了 1/n' },
  explanation: {
    en: 'Two things are wrong. The sign: where the prediction is too high, raising it makes the loss larger, so the gradient must be positive. The size: the square has brought its 2, but the loss is a mean, and the mean has left no trace. Mend the sign first.',
    zh: '有两处不对。符号：预测偏高时，再抬高它，损失变大，所以梯度必须为正。大小：平方带来的 2 有了，但损失是*平均*，而平均没有留下痕迹。先改符号。',
  },
  caughtBy: 'meanSquaredErrorBackward-direction',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(2, sub(target, prediction))
}
