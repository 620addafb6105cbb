import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'tan in place of tanh', zh: '该用 tanh 的地方用了 tan' },
  explanation: {
    en: 'That is the tangent of an angle, which repeats and has poles. The hyperbolic tangent is another function; JavaScript has it as well, with an h at the end.',
    zh: '那是角的正切，有周期，还有极点。双曲正切是另一个函数；JavaScript 里也有，名字末尾多一个 h。',
  },
  caughtBy: 'tanh-values',
}

export function tanh(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => Math.tan(value)) }
}
