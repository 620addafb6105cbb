import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { drawnImages } from '../../../reference-engine/data/drawn-images.ts'
import type { ImageSource } from '../../../reference-engine/data/image-source.ts'
import type { Batch, Dataset } from '../../../reference-engine/datasets/dataset.ts'
import { imageDataset } from '../../../reference-engine/datasets/image-dataset.ts'
import { miniBatches } from '../../../reference-engine/datasets/mini-batches.ts'
import { tensorDataset } from '../../../reference-engine/datasets/tensor-dataset.ts'
import { validationSplit } from '../../../reference-engine/datasets/validation-split.ts'
import { slice } from '../../../reference-engine/primitives/slice.ts'
import { Random } from '../../../reference-engine/random.ts'
import { draw, drawn, int32 } from '../support.ts'
import { tf } from '../tfjs.ts'

async function collect(dataset: Dataset, epoch = 0): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of dataset.batches(epoch)) batches.push(batch)
  return batches
}

describe('miniBatches', () => {
  test('hold each index once, in batches of the size told, the last one short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 12 }), fc.nat(), (count, size, seed) => {
        const batches = miniBatches(count, size, new Random(seed))
        const all = batches.flatMap((batch) => [...batch])
        expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index))
        expect(batches.length).toBe(Math.ceil(count / size))
        expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true)
        expect(batches.every((batch) => batch.length > 0)).toBe(true)
      }),
      drawn,
    )
  })

  test('each index is equally likely in each place', () => {
    const random = new Random('places')
    const first = new Array<number>(5).fill(0)
    for (let draws = 0; draws < 2000; draws++) first[miniBatches(5, 2, random)[1][0]]++
    const chiSquared = first.reduce((sum, count) => sum + (count - 400) ** 2 / 400, 0)
    expect(chiSquared).toBeLessThan(4 + 4 * Math.sqrt(8))
  })

  test('refuses a size of 0', () => {
    expect(() => miniBatches(5, 0, new Random(1))).toThrow(
      'miniBatches: batchSize must be a whole number of 1 or more; got 0',
    )
  })
})

// floor(n * (1 - fraction)), worked out with Python.
test.each([
  [50000, 0.1, 45000],
  [10, 0.25, 7],
  [7, 0.3, 4],
  [3, 0, 3],
  [1, 0.5, 0],
])('validationSplit of %p by %p trains on %p', (count, fraction, held) => {
  const { train, validation } = validationSplit(count, fraction)
  expect([train.length, validation.length]).toEqual([held, count - held])
  expect([...train, ...validation]).toEqual(Array.from({ length: count }, (_, index) => index))
})

test('validationSplit takes the last part, before tf.js shuffles', async () => {
  const split = fc.double({ min: 0.05, max: 0.8, noNaN: true })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 5, max: 40 }), split, async (count, fraction) => {
      const { train, validation } = validationSplit(count, fraction)
      // A model that gives 0 whatever it sees: the loss of each part tells which targets are in it.
      const model = tf.sequential({
        layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })],
      })
      model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
      const targets = Array.from({ length: count }, (_, index) => Math.sqrt(1.2 ** index))
      const { history } = await model.fit(tf.zeros([count, 1]), tf.tensor2d(targets, [count, 1]), {
        validationSplit: fraction,
        verbose: 0,
        batchSize: count,
        yieldEvery: 'never',
      })
      const meanOf = (indices: Int32Array) => indices.reduce((sum, index) => sum + 1.2 ** index, 0) / indices.length
      expect((history.loss[0] as number) / meanOf(train)).toBeCloseTo(1, 4)
      expect((history.val_loss[0] as number) / meanOf(validation)).toBeCloseTo(1, 4)
    }),
    { ...drawn, numRuns: 10 },
  )
})

test.each([
  ['validationSplit: fraction must be a number of 0 or more and less than 1; got 1', 3, 1],
  ['validationSplit: count must be a whole number of 0 or more; got -1', -1, 0.1],
])('%s', (message, count, fraction) => {
  expect(() => validationSplit(count, fraction)).toThrow(message)
})

describe('tensorDataset', () => {
  const x = draw('x', [7, 2])
  const y = int32([0, 1, 2, 3, 4, 5, 6])

  test('in order', async () => {
    const dataset = tensorDataset(x, y, { batchSize: 3 })
    const batches = await collect(dataset)
    expect([dataset.size, dataset.batchesPerEpoch, batches.length]).toEqual([7, 3, 3])
    expect(batches.map((batch) => [...batch.y.data])).toEqual([[0, 1, 2], [3, 4, 5], [6]])
    expect(batches.flatMap((batch) => [...batch.x.data])).toEqual([...x.data])
  })

  test('shuffled, x and y together, anew each epoch but the same each time', async () => {
    const dataset = tensorDataset(x, y, { batchSize: 3, seed: 's' })
    const [first, again, second] = [await collect(dataset, 0), await collect(dataset, 0), await collect(dataset, 1)]
    expect(again).toEqual(first)
    expect(second).not.toEqual(first)
    for (const batch of first) {
      batch.y.data.forEach((label, row) =>
        expect([...batch.x.data.slice(2 * row, 2 * row + 2)]).toEqual([...x.data.slice(2 * label, 2 * label + 2)]),
      )
    }
  })

  test('an empty one has no batches', async () => {
    const dataset = tensorDataset(slice(x, 0, 0), slice(y, 0, 0), { batchSize: 3, seed: 's' })
    expect([dataset.size, dataset.batchesPerEpoch, await collect(dataset)]).toEqual([0, 0, []])
  })

  test('refuses a batch size that is none, and a scalar', () => {
    expect(() => tensorDataset(x, y, { batchSize: 2.5 })).toThrow(
      'tensorDataset: batchSize must be a whole number of 1 or more; got 2.5',
    )
    expect(() => tensorDataset({ ...x, shape: [] }, y, { batchSize: 1 })).toThrow(
      'tensorDataset: x must be of rank 1 or more, [N, ...]; got []',
    )
  })

  test('refuses x and y of different lengths', () => {
    expect(() => tensorDataset(x, int32([1]), { batchSize: 1 })).toThrow(
      'tensorDataset: y must be [7, ...], as many samples as x; got [1]',
    )
  })
})

describe('imageDataset', () => {
  const source = drawnImages('stream')
  const indices = Int32Array.of(4, 9, 11, 2, 30)

  test('images 0-1 in float32 with their labels', async () => {
    const [first, second, third] = await collect(imageDataset(source, { split: 'train', indices, batchSize: 2 }))
    expect([first, second, third].map(({ x }) => x.shape)).toEqual([
      [2, 32, 32, 3],
      [2, 32, 32, 3],
      [1, 32, 32, 3],
    ])
    expect([first, second, third].flatMap(({ y }) => [...y.data])).toEqual([4, 9, 1, 2, 0])
    const { images } = await source.load('train', [4, 9])
    expect(first.x.dtype).toBe('float32')
    expect([...first.x.data]).toEqual([...images].map((byte) => Math.fround(byte / 255)))
  })

  test('one-hot where the number of classes is told', async () => {
    const [{ y }] = await collect(imageDataset(source, { split: 'test', indices, batchSize: 1, classes: 10 }))
    expect([y.shape, [...y.data]]).toEqual([
      [1, 10],
      [0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    ])
  })

  test('loads one batch at a time, when it is asked for', async () => {
    const asked: number[] = []
    const spy: ImageSource = {
      kind: 'drawn',
      load: async (split, order) => {
        asked.push(order.length)
        return source.load(split, order)
      },
    }
    const dataset = imageDataset(spy, { split: 'train', indices, batchSize: 2, seed: 'a' })
    const seen: number[][] = []
    for await (const { y } of dataset.batches(0)) {
      expect(asked.length).toBe(seen.length + 1)
      seen.push([...y.data])
    }
    expect(asked).toEqual([2, 2, 1])
    expect(seen.flat().sort()).toEqual([0, 1, 2, 4, 9])
  })

  test('shuffles and transforms by its seed, anew each epoch', async () => {
    const options = { split: 'train' as const, indices, batchSize: 5, seed: 'a' }
    const noise = (images: Batch['x'], random: Random) => ({
      ...images,
      data: images.data.map((v) => v + random.uniform()),
    })
    const epoch = async (number: number, seed = 'a') =>
      (await collect(imageDataset(source, { ...options, seed, transform: noise }), number))[0]
    expect(await epoch(0)).toEqual(await epoch(0))
    expect((await epoch(1)).x).not.toEqual((await epoch(0)).x)
    expect((await epoch(0, 'b')).x).not.toEqual((await epoch(0)).x)
  })

  const options = { split: 'train' as const, indices, batchSize: 5 }
  test.each<[string, object]>([
    ["imageDataset: split must be one of 'train', 'test'; got 'valid'", { split: 'valid' }],
    ['imageDataset: indices must be an Int32Array; got [1, 2]', { indices: [1, 2] }],
    ['imageDataset: batchSize must be a whole number of 1 or more; got 0', { batchSize: 0 }],
    ['imageDataset: classes must be a whole number of 1 or more; got 0', { classes: 0 }],
    ['imageDataset: classes must be more than the largest label, 9; got 5', { classes: 5 }],
    ["imageDataset: transform must be a function to images; got 'augment'", { transform: 'augment', seed: 'a' }],
    [
      'imageDataset: transform must be a function to as many images as it was given, 5; got shape [3, 32, 32, 3]',
      { transform: (images: Batch['x']) => slice(images, 0, 3), seed: 'a' },
    ],
  ])('%s', async (message, changed) => {
    await expect((async () => collect(imageDataset(source, { ...options, ...changed })))()).rejects.toThrow(message)
  })

  test('refuses a transform without a seed', () => {
    const transform = (images: Batch['x']) => images
    expect(() => imageDataset(source, { split: 'train', indices, batchSize: 5, transform })).toThrow(
      'imageDataset: seed must be given where there is a transform; got none',
    )
  })
})
