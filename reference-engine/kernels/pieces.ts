/** Most pieces that a batch is cut into: as many threads can share the work. @internal */
export const mostPieces = 4

/** Consecutive samples of a batch. @internal */
export type Piece = { readonly firstSample: number; readonly samples: number }

/**
 * A batch in pieces of the same size but for the last. They depend on the batch alone: whoever computes them, gradients are summed over the same
 * pieces in the same order, so that a result does not depend on the number of threads.
 * @internal
 */
export function piecesOf(samples: number): Piece[] {
  const size = Math.max(1, Math.ceil(samples / mostPieces))
  const pieces: Piece[] = []
  for (let firstSample = 0; firstSample < samples; firstSample += size) {
    pieces.push({ firstSample, samples: Math.min(size, samples - firstSample) })
  }
  return pieces
}

/** `count` things as one range for each thread. @internal */
export function rangeOf(count: number, thread: number, threads: number): { first: number; last: number } {
  return { first: Math.floor((count * thread) / threads), last: Math.floor((count * (thread + 1)) / threads) }
}
