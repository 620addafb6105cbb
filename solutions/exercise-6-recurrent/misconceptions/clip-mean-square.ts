import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The norm is taken of the mean square', zh: '范数用了平方的平均值' },
  explanation: {
    en: 'What you compare with maxNorm is the root of the mean of the squares. A norm is the root of their sum: it is not divided by the number of entries, so a larger network has a longer gradient.',
    zh: '你拿来和 maxNorm 比较的是平方平均值的平方根。范数是平方和的平方根，不除以元素个数；网络越大，梯度就越长。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const count = gradients.reduce((total, { data }) => total + data.length, 0)
  const norm = globalNorm(gradients) / Math.sqrt(count)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
