import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct, rnnStep } from 'grade-descent/engine/ops/rnn'
import { atStep, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { concat, slice, zeros, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The first step is left out on the way back', zh: '反向时漏掉了第一步' },
  explanation: {
    en: "The loop over the steps ends one too early: step 0 adds nothing to the parameters' gradients, its input gets no gradient, and dH0 is what arrives *after* step 0. The first step has the index 0, and it is undone like all the others.",
    zh: '遍历各步的循环早停了一步：第 0 步对参数的梯度没有任何贡献，它的输入没有得到梯度，而 dH0 是到达第 0 步*之后*的量。第一步的下标是 0，它和其他步一样要反向走一遍。',
  },
  caughtBy: 'rnnBackward-gradient',
  harmsTraining: false,
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const [samples, steps, inputs] = x.shape
  const first = zeros([samples, 1, inputs], x.dtype)
  if (steps === 1) {
    const { inputWeights, recurrentWeights, bias } = parameters
    const gradients = {
      inputWeights: zerosLike(inputWeights),
      recurrentWeights: zerosLike(recurrentWeights),
      bias: zerosLike(bias),
    }
    return { dX: first, dH0: zerosLike(h0), gradients }
  }
  const rest = (t: Tensor): Tensor => slice(t, [0, 1, 0], [samples, steps - 1, t.shape[2]])
  const back = correct(rest(dH), rest(x), rnnStep(atStep(x, 0), h0, parameters), parameters)
  return { ...back, dX: concat([first, back.dX], 1) }
}
