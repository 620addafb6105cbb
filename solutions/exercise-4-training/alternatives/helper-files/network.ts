import { dense, denseBackward, relu, reluBackward, type Tensor } from 'grade-descent/student'

export interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

/** Every activation, x first. */
export function forward(layers: readonly DenseParameters[], x: Tensor): Tensor[] {
  return layers.reduce<Tensor[]>(
    (before, layer, index) => {
      const z = dense(before[index], layer)
      return [...before, index + 1 < layers.length ? relu(z) : z]
    },
    [x],
  )
}

export function backward(
  layers: readonly DenseParameters[],
  activations: readonly Tensor[],
  dOut: Tensor,
): DenseParameters[] {
  if (layers.length === 0) return []
  const last = layers.length - 1
  const { dX, gradients } = denseBackward(dOut, activations[last], layers[last])
  const before = last === 0 ? dX : reluBackward(dX, activations[last])
  return [...backward(layers.slice(0, last), activations, before), gradients]
}
