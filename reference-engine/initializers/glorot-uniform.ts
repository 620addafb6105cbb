import type { Random } from '../random.ts'
import { allocate, type Tensor } from '../tensor.ts'

/**
 * float32 weights [fanIn, fanOut], uniform between plus and minus sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010).
 */
export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  const data = allocate('float32', fanIn * fanOut).map(() => random.uniform(-limit, limit))
  return { shape: [fanIn, fanOut], dtype: 'float32', data }
}
