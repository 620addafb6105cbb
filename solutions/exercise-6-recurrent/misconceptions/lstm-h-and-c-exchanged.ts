import type { Misconception } from 'grade-descent/exercise'
import { lstmStep as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'h and c are exchanged in the result', zh: '返回值里 h 与 c 对调了' },
  explanation: {
    en: 'Both tensors are right, but each is under the name of the other. c is the memory, h is what the output gate lets out of it.',
    zh: '两个张量都对，但名字互换了。c 是记忆，h 是输出门从记忆里放出来的部分。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const { h, c } = correct(x, previous, parameters)
  return { h: c, c: h }
}
