import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'ReLU gives 1 for negative inputs', zh: 'ReLU 对负输入输出了 1' },
  explanation: {
    en: "Inputs that are not positive came out as 1. So it is drawn in the article's diagram, and the diagram is wrong. A unit that is switched off must add nothing to the next layer; what number adds nothing?",
    zh: '非正的输入得到了 1。文章的流程图里就是这么画的，而那张图画错了。关闭的单元不应给下一层带来任何贡献，什么数才没有贡献？',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? value : 1)) }
}
