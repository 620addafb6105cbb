import { expectWhole } from '../expect-argument.ts'
import type { Random } from '../random.ts'

/**
 * The numbers 0 to count - 1 in a uniformly random order, cut into batches of `batchSize`; the last may be short.
 *
 * @throws ArgumentError unless both are whole and the batch size is 1 or more
 */
export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  expectWhole('miniBatches', 'count', count, 0)
  expectWhole('miniBatches', 'batchSize', batchSize, 1)
  return cutInBatches(random.permutation(count), batchSize)
}

/** `indices` in their order, cut into batches of `batchSize`; the last may be short. The data is shared. @internal */
export function cutInBatches(indices: Int32Array, batchSize: number): Int32Array[] {
  const batches: Int32Array[] = []
  for (let start = 0; start < indices.length; start += batchSize) {
    batches.push(indices.subarray(start, start + batchSize))
  }
  return batches
}
