import { zeros, zerosLike, type Tensor } from 'grade-descent/student'

interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

function position(t: Tensor, n: number, h: number, w: number, c: number): number {
  return n * t.shape[1] * t.shape[2] * t.shape[3] + h * t.shape[2] * t.shape[3] + w * t.shape[3] + c
}

function outputOf(x: Tensor, { poolSize, strides }: PoolOptions): Tensor {
  const [N, H, W, C] = x.shape
  const OH = Math.ceil((H - poolSize[0] + 1) / strides[0])
  const OW = Math.ceil((W - poolSize[1] + 1) / strides[1])
  return zeros([N, OH, OW, C], x.dtype)
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const out = outputOf(x, options)
  const [N, OH, OW, C] = out.shape
  for (let n = 0; n < N; n++)
    for (let i = 0; i < OH; i++)
      for (let j = 0; j < OW; j++)
        for (let c = 0; c < C; c++) {
          let best = -Infinity
          for (let a = 0; a < options.poolSize[0]; a++)
            for (let b = 0; b < options.poolSize[1]; b++) {
              best = Math.max(best, x.data[position(x, n, i * options.strides[0] + a, j * options.strides[1] + b, c)])
            }
          out.data[position(out, n, i, j, c)] = best
        }
  return out
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = zerosLike(x)
  const [N, OH, OW, C] = dOut.shape
  for (let n = 0; n < N; n++)
    for (let i = 0; i < OH; i++)
      for (let j = 0; j < OW; j++)
        for (let c = 0; c < C; c++) {
          let best = -Infinity
          let bestPosition = -1
          for (let a = 0; a < options.poolSize[0]; a++)
            for (let b = 0; b < options.poolSize[1]; b++) {
              const here = position(x, n, i * options.strides[0] + a, j * options.strides[1] + b, c)
              if (x.data[here] > best) {
                best = x.data[here]
                bestPosition = here
              }
            }
          dX.data[bestPosition] += dOut.data[position(dOut, n, i, j, c)]
        }
  return dX
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const out = outputOf(x, options)
  const [N, OH, OW, C] = out.shape
  for (let n = 0; n < N; n++)
    for (let i = 0; i < OH; i++)
      for (let j = 0; j < OW; j++)
        for (let c = 0; c < C; c++) {
          let total = 0
          for (let a = 0; a < options.poolSize[0]; a++)
            for (let b = 0; b < options.poolSize[1]; b++) {
              total += x.data[position(x, n, i * options.strides[0] + a, j * options.strides[1] + b, c)]
            }
          out.data[position(out, n, i, j, c)] = total / (options.poolSize[0] * options.poolSize[1])
        }
  return out
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = zerosLike(x)
  const [N, OH, OW, C] = dOut.shape
  for (let n = 0; n < N; n++)
    for (let i = 0; i < OH; i++)
      for (let j = 0; j < OW; j++)
        for (let c = 0; c < C; c++) {
          const share = dOut.data[position(dOut, n, i, j, c)] / (options.poolSize[0] * options.poolSize[1])
          for (let a = 0; a < options.poolSize[0]; a++)
            for (let b = 0; b < options.poolSize[1]; b++) {
              dX.data[position(x, n, i * options.strides[0] + a, j * options.strides[1] + b, c)] += share
            }
        }
  return dX
}
