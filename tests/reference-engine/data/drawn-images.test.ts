import { describe, expect, test } from '@jest/globals'
import { cifar10ClassNames, classNames, drawnClassNames } from '../../../reference-engine/data/class-names.ts'
import { drawnImages } from '../../../reference-engine/data/drawn-images.ts'

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

describe('drawn images', () => {
  test('are the same for the same seed and index, whatever else is loaded', async () => {
    const all = await drawnImages(7).load('train', range(20))
    const one = await drawnImages(7).load('train', [13])
    expect([...one.images]).toEqual([...all.images.subarray(13 * 3072, 14 * 3072)])
    expect([...one.labels]).toEqual([3])
  })

  test('differ between seeds, splits and images of a class', async () => {
    const images = await Promise.all([
      drawnImages(7).load('train', [3]),
      drawnImages(8).load('train', [3]),
      drawnImages(7).load('test', [3]),
      drawnImages(7).load('train', [13]),
    ])
    expect(new Set(images.map((set) => set.images.join())).size).toBe(4)
  })

  test('have ten balanced classes', async () => {
    const { labels } = await drawnImages().load('test', range(200))
    for (const label of range(10)) expect(labels.filter((other) => other === label)).toHaveLength(20)
  })

  test('can be told apart by their texture: stripes vary along one axis only', async () => {
    const { images } = await drawnImages().load('train', [5, 6])
    const variation = (image: number, step: number): number => {
      let sum = 0
      for (let pixel = 0; pixel < 31 * 32 - 1; pixel++) {
        const at = image * 3072 + pixel * 3
        sum += Math.abs(images[at] - images[at + step])
      }
      return sum
    }
    expect(variation(0, 96)).toBeGreaterThan(1.2 * variation(0, 3))
    expect(variation(1, 3)).toBeGreaterThan(1.2 * variation(1, 96))
  })

  test.each([-1, 0.5])('refuse index %p', async (index) => {
    await expect(drawnImages().load('train', [index])).rejects.toThrow('whole number')
  })
})

test('both sets have ten distinct names in both languages', () => {
  for (const names of [cifar10ClassNames, drawnClassNames]) {
    expect(new Set(names.map(({ en }) => en)).size).toBe(10)
    expect(new Set(names.map(({ zh }) => zh)).size).toBe(10)
  }
  expect(classNames('cifar10')[6].en).toBe('frog')
  expect(classNames('drawn')).toBe(drawnClassNames)
})
