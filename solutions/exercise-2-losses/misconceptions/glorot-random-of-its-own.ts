import type { Misconception } from 'grade-descent/exercise'
import { Random, tensor, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A Random of one’s own, with a fixed seed', zh: '自己新建了种子固定的 Random' },
  explanation: {
    en: 'Each call made a Random of its own with the same seed, so that all layers of one shape begin with the very same weights, whatever Random is handed in. Use that one.',
    zh: '每次调用都自己新建一个种子固定的 Random，结果形状相同的层一开始权重完全一样，不管传进来的是哪个 Random。请用传入的那个。',
  },
  caughtBy: 'glorotUniform-seeded',
}

export function glorotUniform(_random: Random, fanIn: number, fanOut: number): Tensor {
  const own = new Random(fanIn)
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => own.uniform(-limit, limit)),
    [fanIn, fanOut],
  )
}
