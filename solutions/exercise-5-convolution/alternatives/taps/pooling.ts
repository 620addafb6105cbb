// One place of the window at a time, for all windows at once.
import { add, div, greater, maximum, mul, sub, where, zeros, zerosLike, type Tensor } from 'grade-descent/student'

interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

/** The entry at place (a, b) of every window, in the shape of the output. */
function shifted(x: Tensor, { poolSize, strides }: PoolOptions, a: number, b: number): Tensor {
  const [N, H, W, C] = x.shape
  const rows = Math.floor((H - poolSize[0]) / strides[0] + 1)
  const columns = Math.floor((W - poolSize[1]) / strides[1] + 1)
  const view = zeros([N, rows, columns, C], x.dtype)
  let to = 0
  for (let n = 0; n < N; n++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let c = 0; c < C; c++)
          view.data[to++] = x.data[((n * H + i * strides[0] + a) * W + j * strides[1] + b) * C + c]
  return view
}

/** The other way round: adds each entry of the view to where it came from. */
function addShifted(dX: Tensor, view: Tensor, { strides }: PoolOptions, a: number, b: number): void {
  const [N, H, W, C] = dX.shape
  const [, rows, columns] = view.shape
  let from = 0
  for (let n = 0; n < N; n++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let c = 0; c < C; c++)
          dX.data[((n * H + i * strides[0] + a) * W + j * strides[1] + b) * C + c] += view.data[from++]
}

function places({ poolSize }: PoolOptions): [number, number][] {
  return Array.from({ length: poolSize[0] * poolSize[1] }, (_, place) => [
    Math.floor(place / poolSize[1]),
    place % poolSize[1],
  ])
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return places(options)
    .map(([a, b]) => shifted(x, options, a, b))
    .reduce((best, view) => maximum(best, view))
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [first, ...rest] = places(options)
  let best = shifted(x, options, ...first)
  let winner = zerosLike(dOut)
  for (const [index, place] of rest.entries()) {
    const view = shifted(x, options, ...place)
    winner = where(greater(view, best), index + 1, winner)
    best = maximum(best, view)
  }
  const dX = zeros(x.shape, dOut.dtype)
  places(options).forEach(([a, b], index) => {
    const mask = winner.data.map((place) => (place === index ? 1 : 0))
    addShifted(dX, mul({ shape: dOut.shape, dtype: dOut.dtype, data: mask }, dOut), options, a, b)
  })
  return dX
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const views = places(options).map(([a, b]) => shifted(x, options, a, b))
  return div(
    views.reduce((total, view) => add(total, view)),
    views.length,
  )
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = sub(x, x)
  const share = div(dOut, places(options).length)
  for (const [a, b] of places(options)) addShifted(dX, share, options, a, b)
  return dX
}
