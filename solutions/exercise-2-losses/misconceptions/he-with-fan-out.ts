import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'fanOut in place of fanIn', zh: '该用 fanIn 的地方用了 fanOut' },
  explanation: {
    en: 'The deviation follows the number of outputs. A unit adds up one product an input, so it is the inputs that make the sum grow. With equal fans the mistake does not show.',
    zh: '标准差跟着输出的个数走了。一个单元把每个输入的乘积加起来，使和变大的是输入的个数。两个 fan 相等时，这个错误看不出来。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / fanOut)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanIn, fanOut],
  )
}
