import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { cacheFolder } from '../../../reference-engine/data/cache-folder.ts'
import { openCifar10 } from '../../../reference-engine/data/cifar10.ts'
import { fetchCifar10 } from '../../../reference-engine/data/fetch-cifar10.ts'
import type { ImageSource, Split } from '../../../reference-engine/data/image-source.ts'
import { officialRecords } from '../../../reference-engine/data/verify-cifar10.ts'

// The real set from the user's cache, fetched (139 MB) when it isn't there; without a network the error says what to do.
let source: ImageSource

beforeAll(async () => {
  const folder = await cacheFolder()
  const cached = await openCifar10(folder)
  if (!cached) await fetchCifar10({ folder })
  const opened = cached ?? (await openCifar10(folder))
  if (!opened) throw new Error(`${folder} holds no CIFAR-10 after it was fetched`)
  source = opened
}, 600_000)

interface Statistics {
  counts: number[]
  means: number[]
  deviations: number[]
}

/** Reads 5,000 images at a time. */
async function statisticsOf(split: Split, count: number): Promise<Statistics> {
  const counts = new Array<number>(10).fill(0)
  const sums = [0, 0, 0]
  const squares = [0, 0, 0]
  for (let first = 0; first < count; first += 5000) {
    const { images, labels } = await source.load(
      split,
      Array.from({ length: 5000 }, (_, image) => first + image),
    )
    for (const label of labels) counts[label]++
    for (let byte = 0; byte < images.length; byte += 3) {
      for (let channel = 0; channel < 3; channel++) {
        const value = images[byte + channel] / 255
        sums[channel] += value
        squares[channel] += value * value
      }
    }
  }
  const means = sums.map((sum) => sum / (count * 1024))
  const deviations = squares.map((square, channel) => Math.sqrt(square / (count * 1024) - means[channel] ** 2))
  return { counts, means, deviations }
}

describe('the real CIFAR-10', () => {
  test('training images: 5,000 of each class, the published channel means and deviations', async () => {
    const { counts, means, deviations } = await statisticsOf('train', 50000)
    expect(counts).toEqual(new Array(10).fill(5000))
    for (const [channel, mean] of [0.4914, 0.4822, 0.4465].entries()) expect(means[channel]).toBeCloseTo(mean, 3)
    for (const [channel, deviation] of [0.247, 0.2435, 0.2616].entries()) {
      expect(deviations[channel]).toBeCloseTo(deviation, 3)
    }
  }, 60_000)

  test('test images: 1,000 of each class', async () => {
    const { counts } = await statisticsOf('test', 10000)
    expect(counts).toEqual(new Array(10).fill(1000))
  }, 60_000)

  test('the test batch is the official test_batch.bin, byte for byte', async () => {
    const all = await source.load(
      'test',
      Array.from({ length: 10000 }, (_, image) => image),
    )
    const digest = createHash('sha256').update(officialRecords(all)).digest('hex')
    // As other projects publish it, such as torchvision for Ruby.
    expect(digest).toBe('8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b')
  }, 60_000)

  test('the first training images are a frog, a truck, a truck, a deer and a car', async () => {
    const { labels } = await source.load('train', [0, 1, 2, 3, 4])
    expect([...labels]).toEqual([6, 9, 9, 4, 1])
  })
})
