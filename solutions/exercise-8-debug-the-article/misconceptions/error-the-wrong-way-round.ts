import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The error is taken the wrong way round', zh: '误差减反了' },
  explanation: {
    en: 'The gradient has the right size and the wrong sign: the error was taken as target - prediction. If the prediction is too high, raising it makes the loss larger, so its gradient must be positive. (Texts that write target - prediction add the step in place of subtracting it; the article subtracts it.)',
    zh: '梯度的大小是对的，符号反了：误差取成了 target - prediction。预测偏高时，再抬高它，损失变大，所以梯度必须为正。（写成 target - prediction 的资料，更新时是加而不是减；文章却是减。）',
  },
  caughtBy: 'meanSquaredErrorBackward-direction',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(2 / prediction.data.length, sub(target, prediction))
}
