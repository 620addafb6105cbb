// Classes and closures; the uniform numbers from a difference of shares, in float64.
import type { Random, Tensor } from 'grade-descent/student'
import { like, rowsOf, totalOf } from './rows.js'

interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

const matrix =
  (entry: (random: Random, fanIn: number, fanOut: number) => number) =>
  (random: Random, fanIn: number, fanOut: number): Tensor => {
    const data = new Float64Array(fanIn * fanOut)
    for (let at = data.length; at-- > 0;) data[at] = entry(random, fanIn, fanOut)
    return { shape: [fanIn, fanOut], dtype: 'float64', data: data as unknown as Tensor['data'] }
  }

export const glorotUniform = matrix(
  (random, fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)) - random.uniform(0, 2 * Math.sqrt(6 / (fanIn + fanOut))),
)

export const heNormal = matrix((random, fanIn) => random.normal() * Math.SQRT2 * fanIn ** -0.5)

class Layer {
  readonly #columns: number[][]

  constructor(private readonly parameters: DenseParameters) {
    const rows = rowsOf(parameters.weights)
    this.#columns = rows[0].map((_, o) => rows.map((row) => row[o]))
  }

  of(x: Tensor): Tensor {
    const { bias } = this.parameters
    const rows = rowsOf(x).map((row) =>
      this.#columns.map((column, o) => totalOf(column.map((weight, i) => weight * row[i])) + bias.data[o]),
    )
    return like({ ...x, shape: [x.shape[0], bias.shape[0]] }, rows)
  }
}

export function dense(x: Tensor, parameters: DenseParameters): Tensor {
  return new Layer(parameters).of(x)
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  const hidden = layers.slice(0, -1)
  let input = x
  for (const layer of hidden) {
    const z = dense(input, layer)
    input = { ...z, data: z.data.map((value) => Math.max(0, value)) }
  }
  return dense(input, layers[layers.length - 1])
}
