import { createHash } from 'node:crypto'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import type { Dataset } from '../../reference-engine/datasets/dataset.ts'
import { imageDataset } from '../../reference-engine/datasets/image-dataset.ts'
import { validationSplit } from '../../reference-engine/datasets/validation-split.ts'

export const batchSize = 32
export const validationFraction = 0.1
/** The grid of the page has 5 x 5 of them. */
export const shownImages = 25

export type ImageSets = { train: Dataset; validation: Dataset; test: Dataset }

/** What is trained, validated and tested on. The order of training is that of `Sequential.fit` with the same seed. */
export function imageSets(source: ImageSource, images: number, seed: string): ImageSets {
  const { train, validation } = validationSplit(images, validationFraction)
  return {
    train: imageDataset(source, { split: 'train', indices: train, batchSize, seed: `${seed}/order of the samples` }),
    validation: imageDataset(source, { split: 'train', indices: validation, batchSize }),
    test: imageDataset(source, { split: 'test', indices: Int32Array.from(first(testImages(images))), batchSize }),
  }
}

/** As many for each training image as CIFAR-10 has, 1 for 5, and enough for the grid. */
export function testImages(images: number): number {
  return Math.max(shownImages, Math.ceil(images / 5))
}

/** The test images of the grid: bytes [25, 32, 32, 3] and their labels. */
export function imagesToShow(source: ImageSource) {
  return source.load('test', first(shownImages))
}

/**
 * Tells other images from these: a digest of 32 of either set, spread from the first to the last.
 *
 * @throws DataError when the source hasn't as many images
 */
export async function fingerprint(source: ImageSource, images: number): Promise<string> {
  const hash = createHash('sha256')
  for (const [split, count] of [['train', images] as const, ['test', testImages(images)] as const]) {
    const spread = first(32).map((index) => Math.round((index / 31) * (count - 1)))
    const { images: bytes, labels } = await source.load(split, spread)
    hash.update(bytes).update(labels)
  }
  return hash.digest('hex')
}

function first(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
