import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cifar10Path, openImages } from './cifar10.ts'
import { DataError, diskError } from './data-error.ts'
import type { SplitHeader } from './image-file.ts'
import { writeImageFile } from './image-file-writer.ts'

/** The images to pack: indices in the whole set; order and repetition don't matter. */
export interface PackOptions {
  folder: string
  out: string
  train: readonly number[]
  test: readonly number[]
}

/**
 * Writes one file with only these images of the set in `folder`, to be handed on and given to `data fetch --from`.
 *
 * @throws DataError `not-found` when the folder has no images, `not-in-pack` when one is missing
 */
export async function packImages({ folder, out, train, test }: PackOptions): Promise<void> {
  const source = await openImages(folder)
  if (!source) throw nothingToPack(folder)
  const header = { set: 'CIFAR-10' as const, train: splitHeader(train), test: splitHeader(test) }
  const trainSet = await source.load('train', header.train.indices)
  const testSet = await source.load('test', header.test.indices)
  try {
    await mkdir(dirname(out), { recursive: true })
    await writeImageFile(out, header, async ({ labels, write }) => {
      labels.set(trainSet.labels)
      labels.set(testSet.labels, header.train.count)
      await write(0, trainSet.images)
      await write(header.train.count, testSet.images)
    })
  } catch (error) {
    throw diskError(error, out)
  }
}

function splitHeader(indices: readonly number[]): SplitHeader & { indices: number[] } {
  const ascending = [...new Set(indices)].sort((a, b) => a - b)
  return { count: ascending.length, indices: ascending }
}

function nothingToPack(folder: string): DataError {
  return new DataError('not-found', {
    en: `There is nothing to pack: ${cifar10Path(folder)} is absent or damaged. Run \`grade data fetch\` first.`,
    zh: `没有可打包的数据：${cifar10Path(folder)} 不存在或已损坏。请先运行 \`grade data fetch\`。`,
  })
}
