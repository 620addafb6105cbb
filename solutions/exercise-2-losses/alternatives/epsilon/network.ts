// Truncated normals as Keras draws them, a bias as one row more of the weights, recursion in place of a loop.
import { concat, matMul, maximum, reshape, tensor, zeros, add, type Random, type Tensor } from 'grade-descent/student'

interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

const deviationAfterCut = 0.8796256610342398

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const scale = 1 / ((fanIn + fanOut) / 2)
  const limit = Math.sqrt(3 * scale)
  return tensor(
    Array.from({ length: fanIn }, () => Array.from({ length: fanOut }, () => random.uniform(-limit, limit))),
    [fanIn, fanOut],
    'float32',
  )
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const scale = Math.sqrt(2 / fanIn) / deviationAfterCut
  const draw = (): number => {
    const z = random.normal()
    return Math.abs(z) <= 2 ? z * scale : draw()
  }
  return tensor(Float32Array.from({ length: fanIn * fanOut }, draw), [fanIn, fanOut])
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const ones = add(zeros([x.shape[0], 1], x.dtype), 1)
  return matMul(concat([x, ones], 1), concat([weights, reshape(bias, [1, bias.data.length])], 0))
}

export function mlpForward([first, ...others]: readonly DenseParameters[], x: Tensor): Tensor {
  const z = dense(x, first)
  return others.length === 0 ? z : mlpForward(others, maximum(z, 0))
}
