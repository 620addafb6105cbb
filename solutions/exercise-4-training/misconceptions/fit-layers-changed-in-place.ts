import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: "fit: the caller's layers are changed", zh: 'fit：改动了调用者的各层' },
  explanation: {
    en: 'The numbers are right, but the trained parameters were written into the layers that you were given. Nobody can start from them again, to try another learning rate.',
    zh: '数值是对的，但训练好的参数写进了传进来的各层。谁想从同一起点再试一个学习率，就做不到了。',
  },
  caughtBy: 'fit-manners',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  const { layers: trained, history } = fitMlp(layers, data, options)
  trained.forEach(({ weights, bias }, index) => {
    layers[index].weights.data.set(weights.data)
    layers[index].bias.data.set(bias.data)
  })
  return { layers: [...layers], history }
}
