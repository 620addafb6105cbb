import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: "The mean squared error's gradient is divided by the batch size only",
    zh: '均方误差的梯度只除以了批次大小',
  },
  explanation: {
    en: 'The factor is 2 over the number of samples. The loss is a mean over every element, outputs as well as samples, so n is the number of elements.',
    zh: '系数用的是 2 除以样本数。损失是对每一个元素求均值，样本和输出都算在内，所以 n 是元素的总数。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), 2 / prediction.shape[0])
}
