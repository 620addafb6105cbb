import type { Misconception } from 'grade-descent/exercise'
import {
  crossEntropyGradients,
  fitMlpWith,
  type MlpData,
  type MlpFitOptions,
  type MlpHistory,
} from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { l2Penalty, l2PenaltyBackward } from 'grade-descent/engine/regularizers/l2'
import { add } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'fit: the history holds the penalty too', zh: 'fit：历史里的损失含有惩罚' },
  explanation: {
    en: 'Your layers are right, but history.loss is the cross-entropy plus the penalty. Here it is the cross-entropy alone: only so can it be compared with the validation loss, and with a training that has another l2.',
    zh: '参数是对的，但 history.loss 是交叉熵加惩罚。这里只要交叉熵：这样才能与验证损失相比，也才能与别的 l2 的训练相比。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  let penalty = 0
  return fitMlpWith(
    {
      gradients: (current, x, labels, { l2 }) => {
        penalty = current.reduce((sum, { weights }) => sum + l2Penalty(weights, l2), 0)
        return crossEntropyGradients(current, x, labels).map(({ weights, bias }, index) => ({
          weights: add(weights, l2PenaltyBackward(current[index].weights, l2)),
          bias,
        }))
      },
      epochLoss: (losses) => losses[losses.length - 1].loss + penalty,
    },
    layers,
    data,
    options,
  )
}
