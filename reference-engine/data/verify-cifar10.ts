import { createHash } from 'node:crypto'
import { DataError } from './data-error.ts'
import { readImages, type ImageFile } from './image-file.ts'
import { imageBytes, type ImageSet, type Split } from './image-source.ts'
import { imageCounts, type ExpectedData } from './published-cifar10.ts'

const planeBytes = imageBytes / 3

/**
 * Compares an image file with the published set: each batch is put back into the official binary format and must have
 * the digest of the published one. One batch is in memory at a time.
 *
 * @throws DataError `wrong-integrity` when an image or a label differs, `damaged` when the file itself is unsound
 * @internal
 */
export function verifyCifar10(file: ImageFile, expected: ExpectedData): void {
  const counts = imageCounts(expected)
  for (const split of ['train', 'test'] as const) {
    const { count, indices } = file.header[split]
    if (indices !== null || count !== counts[split]) {
      throw notThePublishedSet(file.path, `${counts[split]} ${split} images`, `${count}`)
    }
    expected[split].forEach((batch, number) => {
      const digest = batchDigest(file, split, number * expected.imagesPerBatch, expected.imagesPerBatch)
      if (digest !== batch.sha256) throw notThePublishedSet(file.path, `${batch.name} ${batch.sha256}`, digest)
    })
  }
}

function batchDigest(file: ImageFile, split: Split, first: number, count: number): string {
  const indices = Array.from({ length: count }, (_, image) => first + image)
  return createHash('sha256')
    .update(officialRecords(readImages(file, split, indices)))
    .digest('hex')
}

/** The official binary format: for each image a label byte, then its red, green and blue plane of 1024 bytes each. @internal */
export function officialRecords({ images, labels }: ImageSet): Uint8Array {
  const records = new Uint8Array(labels.length * (1 + imageBytes))
  labels.forEach((label, image) => {
    const record = image * (1 + imageBytes)
    records[record] = label
    for (let pixel = 0; pixel < planeBytes; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        records[record + 1 + channel * planeBytes + pixel] = images[image * imageBytes + pixel * 3 + channel]
      }
    }
  })
  return records
}

/** Undoes `officialRecords`. @internal */
export function fromOfficialRecords(records: Uint8Array): ImageSet {
  const count = Math.floor(records.length / (1 + imageBytes))
  const images = new Uint8Array(count * imageBytes)
  const labels = new Int32Array(count)
  for (let image = 0; image < count; image++) {
    const record = image * (1 + imageBytes)
    labels[image] = records[record]
    for (let pixel = 0; pixel < planeBytes; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        images[image * imageBytes + pixel * 3 + channel] = records[record + 1 + channel * planeBytes + pixel]
      }
    }
  }
  return { images, labels }
}

function notThePublishedSet(path: string, wanted: string, received: string): DataError {
  return new DataError('wrong-integrity', {
    en: `${path} does not hold the published CIFAR-10: expected ${wanted}, received ${received}. Run \`grade data fetch\` to fetch it again, or use another source.`,
    zh: `${path} 中的内容不是公开发布的 CIFAR-10：应为 ${wanted}，实为 ${received}。请运行 \`grade data fetch\` 重新获取，或换一个来源。`,
  })
}
