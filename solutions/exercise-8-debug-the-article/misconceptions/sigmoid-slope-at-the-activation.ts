import type { Misconception } from 'grade-descent/exercise'
import { sigmoid } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The sigmoid's slope is taken at the activation", zh: '在激活值处取 sigmoid 的斜率' },
  explanation: {
    en: 'The sigmoid was applied twice: its derivative was evaluated at sigmoid(x), as if the activation were the input. A derivative is taken where the forward was taken. The article makes the same slip when it calls sigmoid_prime on an activation. It hides well: all the wrong slopes lie between 0.19 and 0.25.',
    zh: 'sigmoid 被套了两次：导数是在 sigmoid(x) 处求的，等于把激活值又当成了输入。导数要在前向求值的那一点取。文章在激活值上调用 sigmoid_prime，犯的正是这个错。它很隐蔽：错的斜率全落在 0.19 到 0.25 之间。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const twice = sigmoid(sigmoid(x)).data
  return { ...x, data: dOut.data.map((value, index) => value * twice[index] * (1 - twice[index])) }
}
