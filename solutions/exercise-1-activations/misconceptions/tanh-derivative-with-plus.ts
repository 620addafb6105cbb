import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Plus in place of minus in the slope of tanh', zh: 'tanh 的斜率里减号写成了加号' },
  explanation: {
    en: 'The slope came out as 1 + t², steepest far out, where the curve is flat. It has to vanish where t nears 1 or -1.',
    zh: '斜率成了 1 + t²，在曲线已经变平的远处反而最陡。t 接近 1 或 -1 时，斜率应趋于 0。',
  },
  caughtBy: 'tanhBackward-gradient',
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => dOut.data[i] * (1 + Math.tanh(value) ** 2)) }
}
