import { todo, type Tensor } from 'grade-descent/student'

// Exercise 5, pooling: windows that slide over each channel by itself, without padding. The mathematics is in the handout.

/** The window and how it moves. */
export interface PoolOptions {
  /** Height and width of the window, in pixels. */
  poolSize: readonly [number, number]
  /** Pixels from one window to the next: down, then to the right; 1 or more. Windows may overlap, or leave gaps. */
  strides: readonly [number, number]
}

/**
 * The largest entry of each channel under each window. What doesn't fill a window is left out.
 *
 * Source: handout, "Pooling".
 *
 * @param x [N, H, W, C]; at least one window fits
 * @param options poolSize and strides
 * @returns [N, OH, OW, C]
 */
export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  // TODO: one maximum for each window and channel.
  return todo('maxPool2d')
}

/**
 * Gradient of `maxPool2d`: each entry of dOut goes to the largest entry under its window.
 *
 * Source: handout, "Pooling, backwards".
 *
 * @param dOut [N, OH, OW, C], gradient of the loss with respect to the output
 * @param x [N, H, W, C], what maxPool2d was given
 * @param options what maxPool2d was given
 * @returns dX [N, H, W, C]; in a tie the first in row order gets it; entries that win several windows get the sum
 */
export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  // TODO: find out where each maximum came from.
  return todo('maxPool2dBackward')
}

/**
 * The mean of each channel under each window. What doesn't fill a window is left out.
 *
 * Source: handout, "Pooling".
 *
 * @param x [N, H, W, C]; at least one window fits
 * @param options poolSize and strides
 * @returns [N, OH, OW, C]
 */
export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  // TODO: one mean for each window and channel.
  return todo('averagePool2d')
}

/**
 * Gradient of `averagePool2d`: each entry of dOut is shared out among the entries under its window.
 *
 * Source: handout, "Pooling, backwards".
 *
 * @param dOut [N, OH, OW, C], gradient of the loss with respect to the output
 * @param x [N, H, W, C], what averagePool2d was given
 * @param options what averagePool2d was given
 * @returns dX [N, H, W, C]
 */
export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  // TODO: who has a part in a mean gets a part of its gradient.
  return todo('averagePool2dBackward')
}
