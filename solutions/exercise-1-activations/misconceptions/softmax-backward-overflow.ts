import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The softmax inside softmaxBackward overflows', zh: 'softmaxBackward 里的 softmax 溢出了' },
  explanation: {
    en: 'The gradient formula is right, but the softmax in it was computed anew without the shift, so that large inputs make NaN. Whatever the forward needs to stay finite, the backward needs too.',
    zh: '梯度公式是对的，但里面的 softmax 是重新算的，没有做平移，输入一大就得 NaN。前向为避免溢出所做的处理，反向同样需要。',
  },
  caughtBy: 'softmaxBackward-stability',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const width = x.shape[x.shape.length - 1]
  const data = x.data.map(Math.exp)
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width)
    const upstream = dOut.data.subarray(start, start + width)
    const total = row.reduce((sum, value) => sum + value, 0)
    const shared = row.reduce((sum, value, i) => sum + (value / total) * upstream[i], 0)
    row.set(row.map((value, i) => (value / total) * (upstream[i] - shared)))
  }
  return { ...x, data }
}
