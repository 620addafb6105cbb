import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import type { Random, Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: the mask is not applied', zh: 'dropout：掩码没有用上' },
  explanation: {
    en: 'The mask is right, but the output is x as it came. What is dropped has to be 0 in the output.',
    zh: '掩码是对的，但输出就是原来的 x。被丢掉的元素，在输出里应当是 0。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  return { output: x, mask: correct(x, rate, random, training).mask }
}
