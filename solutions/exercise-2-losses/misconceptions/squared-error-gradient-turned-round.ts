import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The error is taken the wrong way round', zh: '误差减反了' },
  explanation: {
    en: 'The sizes are right and every sign is wrong: the target minus the prediction is the way to go, not the slope. Where a prediction is too high, raising it further raises the loss, so its gradient is positive. The minus of going downhill comes later, in the step.',
    zh: '大小都对，符号全反：目标减预测是该走的方向，不是斜率。预测偏高的地方，再抬高损失会更大，所以梯度为正。下坡的那个负号，要到更新参数时才出现。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), -2 / prediction.data.length)
}
