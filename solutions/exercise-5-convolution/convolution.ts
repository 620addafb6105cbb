import { add, matMul, reshape, sum, zeros, zerosLike, type Tensor } from 'grade-descent/student'

export interface ConvolutionOptions {
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

/** A convolution is a dense layer on the patches: [positions, KH * KW * C] times [KH * KW * C, F]. */
export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [rows, columns] = placeWindows(x, filter, options)
  const patches = gatherPatches(x, filter, rows, columns)
  const output = add(matMul(patches, asMatrix(filter)), bias)
  return reshape(output, [x.shape[0], rows.output, columns.output, filter.shape[3]])
}

/** The dense layer's three gradients; what a patch gets goes back to the pixels that it was made of. */
export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  const [rows, columns] = placeWindows(x, filter, options)
  const patches = gatherPatches(x, filter, rows, columns)
  const dOutput = reshape(dOut, [patches.shape[0], filter.shape[3]])
  const dPatches = matMul(dOutput, asMatrix(filter), false, true)
  return {
    dX: scatterPatches(dPatches, x, filter, rows, columns),
    dFilter: reshape(matMul(patches, dOutput, true, false), filter.shape),
    dBias: sum(dOutput, [0]),
  }
}

function asMatrix(filter: Tensor): Tensor {
  const [height, width, channels, filters] = filter.shape
  return reshape(filter, [height * width * channels, filters])
}

/** Windows along one axis: window i begins at pixel i * stride - before. */
interface Windows {
  output: number
  stride: number
  before: number
}

function placeWindows(x: Tensor, filter: Tensor, { strides, padding }: ConvolutionOptions): [Windows, Windows] {
  return [
    placeAlong(x.shape[1], filter.shape[0], strides[0], padding),
    placeAlong(x.shape[2], filter.shape[1], strides[1], padding),
  ]
}

function placeAlong(length: number, kernel: number, stride: number, padding: 'valid' | 'same'): Windows {
  if (padding === 'valid') return { output: Math.floor((length - kernel) / stride) + 1, stride, before: 0 }
  const output = Math.ceil(length / stride)
  const total = Math.max(0, (output - 1) * stride + kernel - length)
  return { output, stride, before: Math.floor(total / 2) }
}

/** One row for each position of the window: what it sees, 0 outside the image. */
function gatherPatches(x: Tensor, filter: Tensor, rows: Windows, columns: Windows): Tensor {
  const [height, width, channels] = filter.shape
  const patches = zeros([x.shape[0] * rows.output * columns.output, height * width * channels], x.dtype)
  eachPixel(x, filter, rows, columns, (pixel, entry) => {
    for (let c = 0; c < channels; c++) patches.data[entry + c] = x.data[pixel + c]
  })
  return patches
}

/** The way back: a pixel gets the sum of what the patches hold that it is in. */
function scatterPatches(patches: Tensor, x: Tensor, filter: Tensor, rows: Windows, columns: Windows): Tensor {
  const channels = filter.shape[2]
  const dX = zerosLike(x)
  eachPixel(x, filter, rows, columns, (pixel, entry) => {
    for (let c = 0; c < channels; c++) dX.data[pixel + c] += patches.data[entry + c]
  })
  return dX
}

/** Visits each pixel of each patch that lies inside the image: where it begins in x, and where in the patches. */
function eachPixel(
  x: Tensor,
  filter: Tensor,
  rows: Windows,
  columns: Windows,
  visit: (pixel: number, entry: number) => void,
): void {
  const [samples, height, width, channels] = x.shape
  const [kernelHeight, kernelWidth] = filter.shape
  let entry = 0
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < rows.output; i++) {
      for (let j = 0; j < columns.output; j++) {
        for (let a = 0; a < kernelHeight; a++) {
          const row = i * rows.stride + a - rows.before
          for (let b = 0; b < kernelWidth; b++, entry += channels) {
            const column = j * columns.stride + b - columns.before
            if (row < 0 || row >= height || column < 0 || column >= width) continue
            visit(((n * height + row) * width + column) * channels, entry)
          }
        }
      }
    }
  }
}
