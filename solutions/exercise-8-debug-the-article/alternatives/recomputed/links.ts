import { matMul, mul, sub, sum, type Tensor } from 'grade-descent/student'

export interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

/** A link of the chain at one place: its output, and how a gradient comes back through it. */
export interface Link<Gradients> {
  output: Tensor
  back(dOut: Tensor): { dX: Tensor; gradients: Gradients }
}

export function map(tensor: Tensor, transform: (value: number, index: number) => number): Tensor {
  return { ...tensor, data: tensor.data.map(transform) }
}

export function denseLink(x: Tensor, { weights, bias }: DenseParameters): Link<DenseParameters> {
  const columns = bias.data.length
  return {
    output: map(matMul(x, weights), (value, index) => value + bias.data[index % columns]),
    back: (dOut) => ({
      dX: matMul(dOut, weights, false, true),
      gradients: { weights: matMul(x, dOut, true), bias: sum(dOut, [0]) },
    }),
  }
}

export function reluLink(x: Tensor): Link<null> {
  return {
    output: map(x, (value) => (value + Math.abs(value)) / 2),
    back: (dOut) => ({ dX: map(dOut, (value, index) => value * Number(x.data[index] > 0)), gradients: null }),
  }
}

export function sigmoidLink(x: Tensor): Link<null> {
  // With the hyperbolic tangent: the same curve, which can't overflow.
  const output = map(x, (value) => (1 + Math.tanh(value / 2)) / 2)
  return { output, back: (dOut) => ({ dX: mul(dOut, mul(output, sub(1, output))), gradients: null }) }
}
