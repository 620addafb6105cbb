import type { Misconception } from 'grade-descent/exercise'
import {
  networkForward as correct,
  type NetworkCache,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { reshape, transpose, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'weights1 is read as (hidden, input)', zh: '把 weights1 当成了 (hidden, input)' },
  explanation: {
    en: "z1 is wrong from the first entry on: weights1 was cut into rows of another length before x met it. The article makes its W with the shape (hidden, input) and then writes X.dot(W), which can't fit; a reshape lets the product through and sends inputs to the wrong units. Which shape does weights1 have when it arrives, and does x fit it?",
    zh: 'z1 从第一个元素起就不对：与 x 相乘之前，weights1 被按另一种行长重新切开了。文章把 W 的形状定为 (hidden, input)，接着却写 X.dot(W)，根本对不上；用 reshape 硬凑，乘法是通过了，输入却送到了错误的单元。weights1 传进来时是什么形状？x 与它对得上吗？',
  },
  caughtBy: 'networkForward-first',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const {
    shape: [inputs, hidden],
  } = parameters.weights1
  const weights1 = transpose(reshape(parameters.weights1, [hidden, inputs]))
  return correct({ ...parameters, weights1 }, x)
}
