import type { Tensor } from '../../reference-engine/tensor.ts'
import { float64 } from './run-check.ts'

export interface Linear {
  forward(x: Tensor): Tensor
  backward(dOut: Tensor): Tensor
}

/** x W for one sample, in plain loops: a function whose Jacobian is any numbers one likes, `inputs` x `outputs`. */
export function linear(weights: ArrayLike<number>, inputs: number, outputs: number): Linear {
  return {
    forward({ data }) {
      const out = new Float64Array(outputs)
      for (let i = 0; i < inputs; i++) for (let o = 0; o < outputs; o++) out[o] += data[i] * weights[i * outputs + o]
      return float64(out)
    },
    backward({ data }) {
      const dX = new Float64Array(inputs)
      for (let i = 0; i < inputs; i++) for (let o = 0; o < outputs; o++) dX[i] += data[o] * weights[i * outputs + o]
      return float64(dX)
    },
  }
}
