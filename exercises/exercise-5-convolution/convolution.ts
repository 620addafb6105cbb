import { todo, type Tensor } from 'grade-descent/student'

// Exercise 5, convolution. The mathematics is in handout.en.md and handout.zh.md beside this file; pooling.ts belongs to it.
//
// Images are NHWC: [N, H, W, C], where N is the batch and C the channels. Entry [n, h, w, c] of a tensor of that shape is
// data[((n * H + h) * W + w) * C + c]. `dSomething` is the gradient of the loss with respect to `something` and has its shape.
// The functions are pure: they never change their arguments. The dtype of a result is that of the inputs.
// `zeros(shape, dtype)`, `zerosLike(t)`, matMul, reshape, transpose, slice, sum, add and the like can be imported from
// 'grade-descent/student', as can what you wrote in exercises 1 to 3: relu, dense, denseBackward and so on.

/** How the window moves, and what is laid around the image. */
export interface ConvolutionOptions {
  /** Pixels from one window to the next: down, then to the right; 1 or more. */
  strides: readonly [number, number]
  /** 'valid': nothing. 'same': zeros, as TensorFlow pads, so that an output side is ceil(side / stride); the odd one at the end. */
  padding: 'valid' | 'same'
}

/**
 * The convolution of deep learning: the kernel is laid on the image as it is, not flipped.
 *
 * Source: LeCun et al., 1998; handout, "What a convolution computes" and "Strides and padding".
 *
 * @param x [N, H, W, C], images
 * @param filter [KH, KW, C, F]: kernel rows, kernel columns, input channels, output channels
 * @param bias [F], one number for each output channel
 * @param options strides and padding
 * @returns [N, OH, OW, F]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  // TODO: place the windows, then a sum of products for each output.
  return todo('conv2d')
}

/**
 * Gradients of `conv2d`, given the gradient with respect to its output.
 *
 * Source: chain rule; handout, "Backwards".
 *
 * @param dOut [N, OH, OW, F], gradient of the loss with respect to the output; a mean over the batch is already in it
 * @param x [N, H, W, C], what conv2d was given
 * @param filter [KH, KW, C, F], what conv2d was given
 * @param options what conv2d was given
 * @returns dX [N, H, W, C]; dFilter [KH, KW, C, F]; dBias [F]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  // TODO: each product of the forward pass gives its part to both of its factors.
  return todo('conv2dBackward')
}
