// Sample by sample, weights drawn into an array first; the normal numbers drawn again where they lie far out, as tf.js does.
import { add, concat, matMul, mul, relu, reshape, slice, tensor, type Random, type Tensor } from 'grade-descent/student'

interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const numbers: number[] = []
  while (numbers.length < fanIn * fanOut) numbers.push(random.uniform(-1, 1))
  return mul(tensor(numbers, [fanIn, fanOut]), Math.sqrt(6 / (fanIn + fanOut)))
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const numbers: number[] = []
  while (numbers.length < fanIn * fanOut) {
    const z = random.normal()
    if (Math.abs(z) < 2) numbers.push(Math.sqrt(2 / fanIn) * z)
  }
  return tensor(numbers, [fanIn, fanOut])
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const [batch, inputs] = x.shape
  const row = reshape(bias, [1, bias.shape[0]])
  return concat(
    Array.from({ length: batch }, (_, n) => add(matMul(slice(x, [n, 0], [1, inputs]), weights), row)),
    0,
  )
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  const activations: Tensor[] = [x]
  layers.forEach((layer, l) => {
    // Each layer but the first lets through what is positive of the one before.
    const input = l === 0 ? activations[l] : relu(activations[l])
    activations.push(dense(input, layer))
  })
  return activations[layers.length]
}
