import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The error is taken the wrong way round, and its 2 is missing', zh: '误差减反了，还漏了 2' },
  explanation: {
    en: 'Two things are wrong. The sign: where the prediction is too high, raising it makes the loss larger, so the gradient must be positive. The size: the mean has brought its 1/n, but the loss is a mean of squares, and the square has left no trace. Mend the sign first.',
    zh: '有两处不对。符号：预测偏高时，再抬高它，损失变大，所以梯度必须为正。大小：平均带来的 1/n 有了，但求平均的是*平方*，而平方没有留下痕迹。先改符号。',
  },
  caughtBy: 'meanSquaredErrorBackward-direction',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(1 / prediction.data.length, sub(target, prediction))
}
