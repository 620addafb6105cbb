import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: the gradient passes unmasked', zh: 'dropout：梯度没有过掩码' },
  explanation: {
    en: 'You hand dOut on as it came. Where an entry was dropped, the output did not depend on x at all: no gradient comes back from there.',
    zh: '你把 dOut 原样传了回去。被丢掉的元素，输出与 x 毫无关系：那里没有梯度传回来。',
  },
  caughtBy: 'dropoutBackward-gradient',
}

export function dropoutBackward(dOut: Tensor): Tensor {
  return { ...dOut, data: dOut.data.slice() }
}
