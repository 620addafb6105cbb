import type { Random } from '../random.ts'
import { allocate, type Tensor } from '../tensor.ts'

/** float32 weights [fanIn, fanOut], normal with standard deviation sqrt(2 / fanIn) (He et al., 2015); for ReLU layers. */
export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / fanIn)
  const data = allocate('float32', fanIn * fanOut).map(() => random.normal(0, standardDeviation))
  return { shape: [fanIn, fanOut], dtype: 'float32', data }
}
