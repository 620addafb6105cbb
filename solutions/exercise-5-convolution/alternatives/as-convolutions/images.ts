import { zeros, type Tensor } from 'grade-descent/student'

/** Rows and columns of zeros around each image; a negative number crops. */
export function pad(x: Tensor, top: number, bottom: number, left: number, right: number): Tensor {
  const [N, H, W, C] = x.shape
  const padded = zeros([N, H + top + bottom, W + left + right, C], x.dtype)
  const [, height, width] = padded.shape
  for (let n = 0; n < N; n++) {
    for (let h = Math.max(0, -top); h < Math.min(H, height - top); h++) {
      for (let w = Math.max(0, -left); w < Math.min(W, width - left); w++) {
        for (let c = 0; c < C; c++) {
          padded.data[((n * height + h + top) * width + w + left) * C + c] = x.data[((n * H + h) * W + w) * C + c]
        }
      }
    }
  }
  return padded
}

/** stride - 1 zeros between neighbouring pixels. */
export function spread(x: Tensor, strides: readonly [number, number]): Tensor {
  const [N, H, W, C] = x.shape
  const spaced = zeros([N, (H - 1) * strides[0] + 1, (W - 1) * strides[1] + 1, C], x.dtype)
  const [, height, width] = spaced.shape
  for (let n = 0; n < N; n++) {
    for (let h = 0; h < H; h++) {
      for (let w = 0; w < W; w++) {
        for (let c = 0; c < C; c++) {
          spaced.data[((n * height + h * strides[0]) * width + w * strides[1]) * C + c] =
            x.data[((n * H + h) * W + w) * C + c]
        }
      }
    }
  }
  return spaced
}

/** A filter turned by 180 degrees in space, with input and output channels exchanged. */
export function turned(filter: Tensor): Tensor {
  const [KH, KW, C, F] = filter.shape
  const result = zeros([KH, KW, F, C], filter.dtype)
  for (let a = 0; a < KH; a++) {
    for (let b = 0; b < KW; b++) {
      for (let c = 0; c < C; c++) {
        for (let f = 0; f < F; f++) {
          result.data[((a * KW + b) * F + f) * C + c] =
            filter.data[(((KH - 1 - a) * KW + (KW - 1 - b)) * C + c) * F + f]
        }
      }
    }
  }
  return result
}
