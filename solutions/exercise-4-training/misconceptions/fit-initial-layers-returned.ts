import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: the initial layers are returned', zh: 'fit：返回了初始的各层' },
  explanation: {
    en: 'The history shows a training, but the layers that you return are those that you were given. The trained ones are in a variable of their own.',
    zh: '历史里看得出确实训练过，但返回的各层却是传进来的那些。训练好的在另一个变量里。',
  },
  caughtBy: 'fit-values',
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return { layers: [...layers], history: fitMlp(layers, data, options).history }
}
