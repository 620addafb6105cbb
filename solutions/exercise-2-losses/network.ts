import { add, matMul, relu, zeros, type Random, type Tensor } from 'grade-descent/student'

export interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return drawn(fanIn, fanOut, () => random.uniform(-limit, limit))
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / fanIn)
  return drawn(fanIn, fanOut, () => random.normal(0, standardDeviation))
}

function drawn(fanIn: number, fanOut: number, draw: () => number): Tensor {
  const weights = zeros([fanIn, fanOut])
  for (let index = 0; index < weights.data.length; index++) weights.data[index] = draw()
  return weights
}

export function dense(x: Tensor, parameters: DenseParameters): Tensor {
  return add(matMul(x, parameters.weights), parameters.bias)
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  const last = layers.length - 1
  return layers.reduce((input, layer, index) => {
    const z = dense(input, layer)
    return index < last ? relu(z) : z
  }, x)
}
