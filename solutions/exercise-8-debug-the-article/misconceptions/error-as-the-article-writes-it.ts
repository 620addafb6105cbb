import type { Misconception } from 'grade-descent/exercise'
import { sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The article's delta: the wrong way round, and without 2/n", zh: '文章里的 delta：减反了，还漏了 2/n' },
  explanation: {
    en: 'You have target - prediction, as the article has it. Two things are wrong with that. The sign: where the prediction is too high, raising it makes the loss larger, so the gradient must be positive; with this sign, subtracting the gradient climbs the loss. The size: the loss is a mean of squares, and neither the square nor the mean has left a trace. Mend the sign first.',
    zh: '你用的是 target - prediction，文章就是这样写的。它有两处不对。符号：预测偏高时，再抬高它，损失变大，所以梯度必须为正；照这个符号，减去梯度反而会让损失往上爬。大小：损失是*平方*的*平均*，而平方和平均都没有在梯度里留下痕迹。先改符号。',
  },
  caughtBy: 'meanSquaredErrorBackward-direction',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return sub(target, prediction)
}
