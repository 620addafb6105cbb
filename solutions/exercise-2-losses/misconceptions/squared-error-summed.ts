import type { Misconception } from 'grade-descent/exercise'
import { meanSquaredError as correct } from 'grade-descent/engine/losses/mean-squared-error'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The squared errors are summed, not averaged', zh: '平方误差只求了和，没有求均值' },
  explanation: {
    en: 'The squares were added up and not divided by their number. A sum grows with the batch: the same network has twice the loss on twice the data, and a learning rate that suits one batch size is too large for another.',
    zh: '平方加了起来，却没有除以个数。和会随批次变大：同一个网络，数据多一倍损失就翻一倍；对一种批次大小合适的学习率，换一种就太大了。',
  },
  caughtBy: 'meanSquaredError-values',
}

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  return correct(prediction, target) * prediction.data.length
}
