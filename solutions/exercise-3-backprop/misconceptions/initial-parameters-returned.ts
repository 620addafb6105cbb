import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The initial parameters are returned', zh: '返回了初始参数' },
  explanation: {
    en: 'The losses go down as they should, so training happened; but what you return are the parameters that you were given. Since nothing is changed in place, the trained ones live in a variable of their own, and that is the one to return.',
    zh: '损失一路正常下降，说明训练确实做了；但你返回的是传进来的那份参数。既然什么都不就地修改，训练好的参数就在另一个变量里，要返回的是它。',
  },
  caughtBy: 'train-values',
  harmsTraining: false,
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  return { parameters, losses: correct(parameters, x, target, options).losses }
}
