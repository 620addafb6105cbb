import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: 'x was put where the activation belongs',
    zh: '该用激活值的地方用了 x',
  },
  explanation: {
    en: "The derivative of the sigmoid is short when written with its output a. Here the argument x, which comes before the sigmoid, was used in a's place. A derivative of the sigmoid is never negative and never above 0.25; with x in that formula it is soon both. Ask of every symbol in a derivative: before the function, or after it?",
    zh: 'sigmoid 的导数用输出 a 来写很简洁。这里却把经过 sigmoid 之前的 x 当成 a 代了进去。sigmoid 的导数不会是负数，也不会超过 0.25；把 x 代进那个式子，很快就会两头都越界。看到导数里的每个符号，都要问一句：它是函数之前的量，还是函数之后的量？',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => dOut.data[i] * value * (1 - value)) }
}
