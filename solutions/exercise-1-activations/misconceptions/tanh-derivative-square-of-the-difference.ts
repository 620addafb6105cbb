import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The difference is squared, not t', zh: '平方取在了整个差上' },
  explanation: {
    en: 'The slope came out as (1 - t)². Only t is squared: 1 - t². Yours is 4 where t nears -1, and should be 0 there.',
    zh: '斜率成了 (1 - t)²。要平方的只是 t：1 - t²。你的斜率在 t 接近 -1 处是 4，那里应当是 0。',
  },
  caughtBy: 'tanhBackward-gradient',
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => dOut.data[i] * (1 - Math.tanh(value)) ** 2) }
}
