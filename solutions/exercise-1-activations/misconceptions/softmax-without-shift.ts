import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Softmax without the shift', zh: 'softmax 没有先做平移' },
  explanation: {
    en: 'The exponentials were taken of the raw inputs. exp(1000) is Infinity, and exp(-1000) is 0, so that rows of large numbers become Infinity / Infinity or 0 / 0: NaN. A softmax does not change when one number is added to a whole row; use that freedom before the exponential.',
    zh: '直接对原始输入取了指数。exp(1000) 是 Infinity，exp(-1000) 是 0，数值很大的行就变成 Infinity / Infinity 或 0 / 0，也就是 NaN。给整行加上同一个数，softmax 的结果不变：取指数之前就该用上这份自由。',
  },
  caughtBy: 'softmax-stability',
}

export function softmax(x: Tensor): Tensor {
  const data = x.data.map(Math.exp)
  const width = x.shape[x.shape.length - 1]
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width)
    const total = row.reduce((sum, value) => sum + value, 0)
    row.set(row.map((value) => value / total))
  }
  return { ...x, data }
}
