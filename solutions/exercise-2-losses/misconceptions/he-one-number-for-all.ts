import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'One number for all weights', zh: '所有权重都是同一个数' },
  explanation: {
    en: 'One number was drawn, and every weight is that number. Units with equal weights compute the same, get the same gradient, and stay equal for ever: the layer has one unit, many times over. Draw anew for every entry.',
    zh: '只抽了一个数，所有权重都是它。权重相同的单元算出相同的值，得到相同的梯度，永远相同：整层等于只有一个单元。每个元素都要重新抽。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const drawn = random.normal(0, Math.sqrt(2 / fanIn))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => drawn),
    [fanIn, fanOut],
  )
}
