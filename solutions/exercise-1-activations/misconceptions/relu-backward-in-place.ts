import type { Misconception } from 'grade-descent/exercise'
import { reluBackward as gate } from 'grade-descent/engine/ops/relu'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'reluBackward overwrites dOut', zh: 'reluBackward 覆盖了 dOut' },
  explanation: {
    en: 'The gradient is right, but the zeros were written into dOut itself. Where an output feeds two places the same gradient is still needed elsewhere. Leave every argument as it came.',
    zh: '梯度是对的，但 0 被直接写进了 dOut。如果这份梯度别处还要用（例如输出连到两个地方），就被破坏了。所有参数都应保持原样。',
  },
  caughtBy: 'reluBackward-manners',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  dOut.data.set(gate(dOut, x).data)
  return dOut
}
