import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The normal numbers are not scaled', zh: '正态随机数没有缩放' },
  explanation: {
    en: 'The deviation is a fixed number, whatever the fans. A sum of fanIn products grows with the root of fanIn, so a layer of a thousand inputs would make its signal some thirty times larger, and the next one again.',
    zh: '标准差是固定的，与 fan 无关。fanIn 个乘积之和随 fanIn 的平方根增大，有一千个输入的层会把信号放大三十来倍，下一层再放大一次。',
  },
  caughtBy: 'heNormal-distribution',
  variants: [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001].map(
    (deviation) => (random: Random, fanIn: number, fanOut: number) =>
      tensor(
        Array.from({ length: fanIn * fanOut }, () => random.normal(0, deviation)),
        [fanIn, fanOut],
      ),
  ),
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal()),
    [fanIn, fanOut],
  )
}
