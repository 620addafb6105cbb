import type { Misconception } from 'grade-descent/exercise'
import { averagePool2dBackward as correct } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The caller's dOut is divided in place", zh: '直接在调用者的 dOut 上做了除法' },
  explanation: {
    en: "The numbers are right, but the division was written into the caller's own dOut. Whoever still needs it, the other layers or a check, finds it changed. Make a new tensor.",
    zh: '数值是对的，但除法的结果写进了调用者自己的 dOut。谁还要用它，不管是别的层还是检查，都会发现它变了。请新建张量。',
  },
  caughtBy: 'averagePool2dBackward-manners',
  harmsTraining: false,
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  const dX = correct(dOut, x, options)
  dOut.data.set(dOut.data.map((value) => value / (height * width)))
  return dX
}
