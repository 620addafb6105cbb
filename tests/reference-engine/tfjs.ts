import * as tf from '@tensorflow/tfjs'
import type { DType, Tensor } from '../../reference-engine/tensor.ts'

tf.enableProdMode() // keeps its greeting off the console

export { tf }

/** tf.js knows no float64: only float32 and int32 go there. */
export function toTf(t: Tensor): tf.Tensor {
  if (t.dtype === 'float64') throw new Error('tf.js has no float64')
  return tf.tensor(t.data.slice() as unknown as Float32Array, [...t.shape], t.dtype)
}

/** Computes what is not tf.js's own, such as tensors taken back from it; its tensors are forgotten. */
export function tidied<Result>(compute: () => Result): Result {
  const results: Result[] = []
  tf.tidy(() => {
    results.push(compute())
  })
  return results[0]
}

/** bool comes back as int32. */
export function fromTf(t: tf.Tensor): Tensor {
  const dtype: DType = t.dtype === 'float32' ? 'float32' : 'int32'
  const values = t.dataSync()
  const data = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values)
  return { shape: [...t.shape], dtype, data: data as Tensor['data'] }
}
