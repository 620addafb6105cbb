// Backwards each pixel of x asks which windows it lay under, and gathers what they send; nothing is scattered.
import { tensor, type Tensor } from 'grade-descent/student'
import { Axis } from './geometry.ts'

interface ConvolutionOptions {
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

const axes = (x: Tensor, filter: Tensor, { strides, padding }: ConvolutionOptions): [Axis, Axis] => [
  new Axis(x.shape[1], filter.shape[0], strides[0], padding),
  new Axis(x.shape[2], filter.shape[1], strides[1], padding),
]

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [rows, columns] = axes(x, filter, options)
  const [N, H, W, C] = x.shape
  const F = filter.shape[3]
  const values: number[] = []
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < rows.outputs; i++) {
      for (let j = 0; j < columns.outputs; j++) {
        const sums = Array.from(bias.data)
        for (let a = 0; a < rows.window; a++) {
          const h = rows.pixel(i, a)
          if (h === null) continue
          for (let b = 0; b < columns.window; b++) {
            const w = columns.pixel(j, b)
            if (w === null) continue
            for (let c = 0; c < C; c++) {
              const value = x.data[((n * H + h) * W + w) * C + c]
              const tap = ((a * columns.window + b) * C + c) * F
              for (let f = 0; f < F; f++) sums[f] += value * filter.data[tap + f]
            }
          }
        }
        values.push(...sums)
      }
    }
  }
  return tensor(values, [N, rows.outputs, columns.outputs, F], x.dtype)
}

export function conv2dBackward(dOut: Tensor, x: Tensor, filter: Tensor, options: ConvolutionOptions) {
  const [rows, columns] = axes(x, filter, options)
  return {
    dX: tensor(inputGradient(dOut, x, filter, rows, columns), x.shape, x.dtype),
    dFilter: tensor(filterGradient(dOut, x, filter, rows, columns), filter.shape, x.dtype),
    dBias: tensor(biasGradient(dOut), undefined, x.dtype),
  }
}

function inputGradient(dOut: Tensor, x: Tensor, filter: Tensor, rows: Axis, columns: Axis): number[] {
  const [N, H, W, C] = x.shape
  const F = filter.shape[3]
  const values: number[] = []
  for (let n = 0; n < N; n++) {
    for (let h = 0; h < H; h++) {
      for (let w = 0; w < W; w++) {
        for (let c = 0; c < C; c++) {
          let total = 0
          for (let a = 0; a < rows.window; a++) {
            const i = rows.output(h, a)
            if (i === null) continue
            for (let b = 0; b < columns.window; b++) {
              const j = columns.output(w, b)
              if (j === null) continue
              const from = ((n * rows.outputs + i) * columns.outputs + j) * F
              const tap = ((a * columns.window + b) * C + c) * F
              for (let f = 0; f < F; f++) total += dOut.data[from + f] * filter.data[tap + f]
            }
          }
          values.push(total)
        }
      }
    }
  }
  return values
}

function filterGradient(dOut: Tensor, x: Tensor, filter: Tensor, rows: Axis, columns: Axis): number[] {
  const [N, H, W, C] = x.shape
  const F = filter.shape[3]
  const values: number[] = []
  for (let a = 0; a < rows.window; a++) {
    for (let b = 0; b < columns.window; b++) {
      for (let c = 0; c < C; c++) {
        for (let f = 0; f < F; f++) {
          let total = 0
          for (let n = 0; n < N; n++) {
            for (let i = 0; i < rows.outputs; i++) {
              const h = rows.pixel(i, a)
              if (h === null) continue
              for (let j = 0; j < columns.outputs; j++) {
                const w = columns.pixel(j, b)
                if (w === null) continue
                total +=
                  x.data[((n * H + h) * W + w) * C + c] *
                  dOut.data[((n * rows.outputs + i) * columns.outputs + j) * F + f]
              }
            }
          }
          values.push(total)
        }
      }
    }
  }
  return values
}

function biasGradient({ data, shape }: Tensor): number[] {
  const totals = new Array<number>(shape[3]).fill(0)
  data.forEach((value, index) => (totals[index % shape[3]] += value))
  return totals
}
