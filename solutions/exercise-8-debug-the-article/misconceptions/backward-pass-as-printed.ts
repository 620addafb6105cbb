import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The article's backward pass as it is printed", zh: '照搬文章印出的反向传播' },
  explanation: {
    en: "This is what the article prints in its example: the error is target - prediction, without 2/N; the sigmoid's slope is taken at the prediction; and db2 and db1 are the deltas themselves, a row for each sample. Each of these is an error of its own. The functions of this file that you have mended already do most of it right: use them, link by link.",
    zh: '这正是文章例子里印出的写法：误差是 target - prediction，没有 2/N；sigmoid 的斜率取在 prediction 处；db2 和 db1 就是 delta 本身，每个样本一行。其中每一条都是一处错误。这份文件里你已经改好的函数，大部分都能正确完成：一环一环地用上它们。',
  },
  caughtBy: 'networkBackward-bias2',
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const error = sub(target, cache.prediction)
  const dZ2 = sigmoidBackward(error, cache.prediction)
  const output = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(output.dX, cache.z1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: dZ1,
    weights2: output.gradients.weights,
    bias2: dZ2,
  }
}
