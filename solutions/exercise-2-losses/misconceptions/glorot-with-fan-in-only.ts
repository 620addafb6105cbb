import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Glorot’s limit without fanOut', zh: 'Glorot 的上下限漏了 fanOut' },
  explanation: {
    en: 'Only fanIn stands under the root. Glorot and Bengio ask for a signal that keeps its size forwards, which fanIn decides, and a gradient that keeps its size backwards, which fanOut decides, and take the mean of both.',
    zh: '根号里只有 fanIn。Glorot 和 Bengio 既要求前向的信号大小不变（由 fanIn 决定），也要求反向的梯度大小不变（由 fanOut 决定），所以取了两者的平均。',
  },
  caughtBy: 'glorotUniform-distribution',
  variants: [1, 2, 3].map(
    (numerator) => (random: Random, fanIn: number, fanOut: number) =>
      tensor(
        Array.from({ length: fanIn * fanOut }, () => random.uniform(-1, 1) * Math.sqrt(numerator / fanIn)),
        [fanIn, fanOut],
      ),
  ),
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / fanIn)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(-limit, limit)),
    [fanIn, fanOut],
  )
}
