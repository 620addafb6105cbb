import type { Misconception } from 'grade-descent/exercise'
import { sigmoid as logistic } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: "sigmoid' was taken at the activation instead of at x",
    zh: "sigmoid' 在激活值处求值了，应当在 x 处求值",
  },
  explanation: {
    en: 'The sigmoid was applied twice: its derivative was evaluated at a = sigmoid(x), as if the activation were the input. A derivative is taken at the place where the forward was taken, and that is x. The article that this course starts from makes the same slip when it calls sigmoid_prime on an activation. It hides well: the wrong slopes all lie between 0.19 and 0.25 and look plausible.',
    zh: 'sigmoid 被套了两次：导数是在 a = sigmoid(x) 处求的，等于把激活值又当成了输入。导数应在前向计算的那一点求值，也就是 x。本课程所依据的那篇文章在激活值上调用 sigmoid_prime，犯的正是这个错。它很隐蔽：错误的斜率全落在 0.19 到 0.25 之间，看上去挺合理。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const twice = logistic(logistic(x)).data
  return { ...x, data: x.data.map((_, i) => dOut.data[i] * twice[i] * (1 - twice[i])) }
}
