import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'x was squared instead of tanh(x)', zh: '平方的是 x，而不是 tanh(x)' },
  explanation: {
    en: 'One minus a square is the derivative of tanh when the square is that of the output. With x itself the slope turns negative beyond 1 and grows without bound, while tanh only ever rises and flattens. In a derivative written with the output, work the output out first.',
    zh: '“1 减去平方”是 tanh 的导数，但平方的应是输出。若平方的是 x，超过 1 之后斜率就变成负数，而且越来越大，可 tanh 始终在上升，并且越来越平。用输出表示的导数，要先把输出算出来。',
  },
  caughtBy: 'tanhBackward-gradient',
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => dOut.data[i] * (1 - value * value)) }
}
