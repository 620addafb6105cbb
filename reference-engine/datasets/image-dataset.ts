import { imageSide, type ImageSource, type Split } from '../data/image-source.ts'
import { ArgumentError } from '../argument-error.ts'
import { expectFunction, expectOneOf, expectWhole, formatValue } from '../expect-argument.ts'
import { formatShape } from '../expect-shape.ts'
import { oneHot } from '../primitives/gather.ts'
import { Random } from '../random.ts'
import { allocate, type Tensor, type TensorData } from '../tensor.ts'
import type { Batch, Dataset } from './dataset.ts'
import { cutInBatches } from './mini-batches.ts'

/** Which images `imageDataset` gives, and how. */
export type ImageDatasetOptions = {
  split: Split
  /** Which images of the split, such as `validationSplit(50000, 0.1).train`. */
  indices: Int32Array
  batchSize: number
  /** Shuffled anew each epoch, by this seed; without it the order stays. */
  seed?: string
  /** Targets as one-hot float32 [n, classes]; without it they are labels, int32 [n]. */
  classes?: number
  /** Changes each batch's images [n, 32, 32, 3], such as `augment`; needs a seed. */
  transform?: (images: Tensor, random: Random) => Tensor
}

/**
 * Batches of images, 0-1 in float32, loaded one by one as they are asked for: however many images there are, only one batch
 * is in memory.
 *
 * @throws ArgumentError when an option is out of its range, or, while batches are asked for, a label or what `transform` gives;
 *   DataError, then, when an image is not there
 */
export function imageDataset(source: ImageSource, options: ImageDatasetOptions): Dataset {
  const { indices, batchSize } = options
  expectOneOf('imageDataset', 'split', options.split, ['train', 'test'])
  if (!(indices instanceof Int32Array)) {
    throw new ArgumentError('imageDataset', 'indices', 'an Int32Array', formatValue(indices))
  }
  expectWhole('imageDataset', 'batchSize', batchSize, 1)
  if (options.classes !== undefined) expectWhole('imageDataset', 'classes', options.classes, 1)
  if (options.transform) expectFunction('imageDataset', 'transform', options.transform, 'a function to images')
  if (options.transform && options.seed === undefined) {
    throw new ArgumentError('imageDataset', 'seed', 'given where there is a transform', 'none')
  }
  return {
    size: indices.length,
    batchesPerEpoch: Math.ceil(indices.length / batchSize),
    batches: (epoch) => loadBatches(source, options, epoch),
  }
}

async function* loadBatches(
  source: ImageSource,
  { split, indices, batchSize, seed, classes, transform }: ImageDatasetOptions,
  epoch: number,
): AsyncGenerator<Batch> {
  const random = seed === undefined ? null : new Random(`${seed}/epoch ${epoch}`)
  const order = random ? random.permutation(indices.length).map((position) => indices[position]) : indices
  for (const batch of cutInBatches(order, batchSize)) {
    const { images, labels } = await source.load(split, [...batch])
    const x = pixels(images, labels.length)
    yield {
      x: transform && random ? transformed(x, transform, random) : x,
      y: classes === undefined ? labelTensor(labels) : oneHotRows(labels, classes),
    }
  }
}

function transformed(x: Tensor, transform: (images: Tensor, random: Random) => Tensor, random: Random): Tensor {
  const changed = transform(x, random)
  if (changed.shape[0] === x.shape[0]) return changed
  const expected = `a function to as many images as it was given, ${x.shape[0]}`
  throw new ArgumentError('imageDataset', 'transform', expected, `shape ${formatShape(changed.shape)}`)
}

function oneHotRows(labels: Int32Array, classes: number): Tensor {
  const largest = labels.reduce((most, label) => Math.max(most, label), 0)
  if (largest < classes) return oneHot(labels, classes)
  throw new ArgumentError('imageDataset', 'classes', `more than the largest label, ${largest}`, String(classes))
}

/** float32 [n, 32, 32, 3], 0-1 */
function pixels(bytes: Uint8Array, count: number): Tensor {
  const data = allocate('float32', bytes.length)
  for (let index = 0; index < bytes.length; index++) data[index] = bytes[index] / 255
  return { shape: [count, imageSide, imageSide, 3], dtype: 'float32', data }
}

function labelTensor(labels: Int32Array): Tensor {
  return { shape: [labels.length], dtype: 'int32', data: labels as TensorData }
}
