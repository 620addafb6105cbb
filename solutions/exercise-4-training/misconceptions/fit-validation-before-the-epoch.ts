import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { softmaxCrossEntropy } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { accuracy } from 'grade-descent/engine/metrics/accuracy'
import { mlpForward } from 'grade-descent/engine/networks/mlp'

export const misconception: Misconception = {
  title: { en: 'fit: validation is measured before the epoch', zh: 'fit：验证是在这一轮之前做的' },
  explanation: {
    en: 'Your validation numbers belong to the layers as they were before the epoch: the first one is that of an untrained network, and the last epoch is never judged. Measure after the last batch.',
    zh: '你的验证结果属于这一轮之前的各层：第一个是未训练网络的，而最后一轮从未被评判。应在最后一批之后再测。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  const trained = fitMlp(layers, data, options)
  const before = mlpForward(layers, data.xValidation)
  const { loss, validationLoss, validationAccuracy } = trained.history
  return {
    layers: trained.layers,
    history: {
      loss,
      validationLoss: [softmaxCrossEntropy(before, data.labelsValidation), ...validationLoss.slice(0, -1)],
      validationAccuracy: [accuracy(before, data.labelsValidation), ...validationAccuracy.slice(0, -1)],
    },
  }
}
