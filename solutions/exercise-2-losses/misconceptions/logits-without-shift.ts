import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Exponentials of the raw logits', zh: '直接对原始 logits 取了指数' },
  explanation: {
    en: 'The exponentials were taken of the logits as they are. exp(1000) is Infinity and exp(-1000) is 0, so that a row of far logits ends as NaN or Infinity. Adding one number to a row does not change its loss: use that before the exponential.',
    zh: '直接对原始的 logits 取了指数。exp(1000) 是 Infinity，exp(-1000) 是 0，数值很大的行最后就成了 NaN 或 Infinity。给整行加上同一个数，损失不变：取指数之前就该用上这一点。',
  },
  caughtBy: 'softmaxCrossEntropy-stability',
  variants: [
    (logits: Tensor, labels: Tensor) => {
      const [samples, classes] = logits.shape
      let loss = 0
      for (let sample = 0; sample < samples; sample++) {
        const row = logits.data.subarray(sample * classes, (sample + 1) * classes)
        loss += Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - row[labels.data[sample]]
      }
      return loss / samples
    },
  ],
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  const [samples, classes] = logits.shape
  let loss = 0
  for (let sample = 0; sample < samples; sample++) {
    const row = logits.data.subarray(sample * classes, (sample + 1) * classes)
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0)
    loss += -Math.log(Math.exp(row[labels.data[sample]]) / total)
  }
  return loss / samples
}
