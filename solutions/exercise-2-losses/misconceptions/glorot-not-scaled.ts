import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The uniform numbers are not scaled', zh: '均匀随机数没有缩放' },
  explanation: {
    en: 'The numbers lie between fixed ends, whatever the fans. The more inputs a unit adds up, the smaller each weight has to be; that is all that an initialisation is about.',
    zh: '取值区间是固定的，与两个 fan 无关。一个单元要加的输入越多，每个权重就得越小；初始化讲究的就是这一点。',
  },
  caughtBy: 'glorotUniform-distribution',
  variants: [
    [-1, 1],
    [-0.5, 0.5],
    [-0.1, 0.1],
    [-0.05, 0.05],
    [-0.01, 0.01],
  ].map(
    ([low, high]) =>
      (random: Random, fanIn: number, fanOut: number) =>
        tensor(
          Array.from({ length: fanIn * fanOut }, () => random.uniform(low, high)),
          [fanIn, fanOut],
        ),
  ),
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform()),
    [fanIn, fanOut],
  )
}
