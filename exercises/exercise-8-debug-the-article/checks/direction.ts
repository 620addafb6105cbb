import type { Tensor } from 'grade-descent/engine/tensor'
import type { ExerciseDefinition } from 'grade-descent/exercise'
import type { Loss } from './draw-cases.ts'

/** The first entry whose gradient has not the sign of prediction - target, in words; else null. */
export function wrongDirection([prediction, target]: Loss, { data }: Tensor): ExerciseDefinition['title'] | null {
  const errors = prediction.data.map((value, index) => value - target.data[index])
  const index = Array.from(errors).findIndex((error, entry) => !(data[entry] * error > 0))
  if (index < 0) return null
  const [p, t, slope] = [prediction.data[index], target.data[index], data[index]].map((value) => value.toPrecision(4))
  const high = errors[index] > 0
  return {
    en: `Where the prediction is ${p} and the target ${t}, the gradient is ${slope}. A gradient says how the loss changes when the prediction grows: here the prediction is too ${high ? 'high' : 'low'}, so growing makes the loss ${high ? 'larger' : 'smaller'}.`,
    zh: `预测为 ${p}、目标为 ${t} 时，梯度是 ${slope}。梯度说的是预测增大时损失怎样变：这里的预测偏${high ? '高' : '低'}，再增大，损失就变${high ? '大' : '小'}。`,
  }
}
