import { expectWhole } from '../expect-argument.ts'
import { gather } from '../primitives/gather.ts'
import { slice } from '../primitives/slice.ts'
import { Random } from '../random.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'
import type { Batch, Dataset } from './dataset.ts'
import { miniBatches } from './mini-batches.ts'

/** `seed`: shuffled anew each epoch, by this seed; without it the order stays. */
export type BatchingOptions = { batchSize: number; seed?: string }

/**
 * Batches of tensors that are in memory.
 *
 * @param x [N, ...]
 * @param y [N, ...]
 * @throws ShapeError when their first extents differ
 */
export function tensorDataset(x: Tensor, y: Tensor, { batchSize, seed }: BatchingOptions): Dataset {
  const size = expectSamples('tensorDataset', x, y)
  expectWhole('tensorDataset', 'batchSize', batchSize, 1)
  return {
    size,
    batchesPerEpoch: Math.ceil(size / batchSize),
    batches: (epoch) =>
      seed === undefined ? inOrder(x, y, batchSize) : shuffled(x, y, batchSize, new Random(`${seed}/epoch ${epoch}`)),
  }
}

/** The number of samples. @throws ShapeError unless x and y have as many along their first axes @internal */
export function expectSamples(functionName: string, x: Tensor, y: Tensor): number {
  const size = x.shape[0] ?? 0
  if (x.shape.length === 0) throw new ShapeError(functionName, 'x', 'of rank 1 or more, [N, ...]', '[]')
  if (y.shape[0] !== size) {
    throw new ShapeError(functionName, 'y', `[${size}, ...], as many samples as x`, `[${y.shape.join(', ')}]`)
  }
  return size
}

/** The samples from `start` to `end`, `end` left out. @internal */
export function sampleRange(t: Tensor, start: number, end: number): Tensor {
  return slice(t, start, Math.min(end, t.shape[0]) - start)
}

function* inOrder(x: Tensor, y: Tensor, batchSize: number): Generator<Batch> {
  for (let start = 0; start < x.shape[0]; start += batchSize) {
    yield { x: sampleRange(x, start, start + batchSize), y: sampleRange(y, start, start + batchSize) }
  }
}

function* shuffled(x: Tensor, y: Tensor, batchSize: number, random: Random): Generator<Batch> {
  for (const indices of miniBatches(x.shape[0], batchSize, random)) {
    yield { x: gather(x, indices), y: gather(y, indices) }
  }
}
