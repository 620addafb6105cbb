import { zeros, zerosLike, type Tensor } from 'grade-descent/student'

export interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const output = zeros(outputShape(x, options), x.dtype)
  output.data.set(winners(x, options).map((winner) => x.data[winner]))
  return output
}

/** The whole gradient goes to the winner; one that wins several windows gets the sum. */
export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = zerosLike(x)
  winners(x, options).forEach((winner, output) => (dX.data[winner] += dOut.data[output]))
  return dX
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const output = zeros(outputShape(x, options), x.dtype)
  const count = options.poolSize[0] * options.poolSize[1]
  eachEntry(x, options, (to, from) => (output.data[to] += x.data[from] / count))
  return output
}

/** Each entry of a window gets its share. */
export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = zerosLike(x)
  const count = options.poolSize[0] * options.poolSize[1]
  eachEntry(x, options, (from, to) => (dX.data[to] += dOut.data[from] / count))
  return dX
}

/** For each entry of the output the position in x of the largest entry of its window, the first where several are. */
function winners(x: Tensor, options: PoolOptions): number[] {
  const positions: number[] = []
  eachEntry(x, options, (output, input) => {
    if (positions[output] === undefined || x.data[input] > x.data[positions[output]]) positions[output] = input
  })
  return positions
}

function outputShape(x: Tensor, { poolSize, strides }: PoolOptions): [number, number, number, number] {
  const [samples, height, width, channels] = x.shape
  const rows = Math.floor((height - poolSize[0]) / strides[0]) + 1
  const columns = Math.floor((width - poolSize[1]) / strides[1]) + 1
  return [samples, rows, columns, channels]
}

/** Visits each entry of each window, row by row: its place in the output, and its own in x. */
function eachEntry(x: Tensor, options: PoolOptions, visit: (output: number, input: number) => void): void {
  const [, height, width] = x.shape
  const [samples, rows, columns, channels] = outputShape(x, options)
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        for (let a = 0; a < options.poolSize[0]; a++) {
          for (let b = 0; b < options.poolSize[1]; b++) {
            const row = i * options.strides[0] + a
            const column = j * options.strides[1] + b
            for (let c = 0; c < channels; c++) {
              visit(((n * rows + i) * columns + j) * channels + c, ((n * height + row) * width + column) * channels + c)
            }
          }
        }
      }
    }
  }
}
