import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { cacheFolder } from '../../../reference-engine/data/cache-folder.ts'
import { openImages } from '../../../reference-engine/data/cifar10.ts'
import { fetchCifar10 } from '../../../reference-engine/data/fetch-cifar10.ts'
import type { ImageSet, ImageSource } from '../../../reference-engine/data/image-source.ts'
import { heNormal } from '../../../reference-engine/initializers/he-normal.ts'
import { softmaxCrossEntropyBackward } from '../../../reference-engine/losses/softmax-cross-entropy.ts'
import { accuracy } from '../../../reference-engine/metrics/accuracy.ts'
import { mlpBackward, mlpForward, mlpForwardWithCache } from '../../../reference-engine/networks/mlp.ts'
import { gradientDescentStep } from '../../../reference-engine/optimizers/gradient-descent.ts'
import { gather } from '../../../reference-engine/primitives/gather.ts'
import { Random } from '../../../reference-engine/random.ts'
import { zeros, type Tensor } from '../../../reference-engine/tensor.ts'
import type { CheckResult } from '../../../grader/report.ts'
import { folderWith, gradeJson, repository } from '../../support/run-grade.ts'

/** The exercise's network takes means of 2 x 2 pixels: [n, 768]. */
function prepared({ images, labels }: ImageSet): Tensor {
  const x = zeros([labels.length, 768])
  for (let image = 0; image < labels.length; image++) {
    for (let pixel = 0; pixel < 1024; pixel++) {
      const to = image * 768 + ((pixel >> 6) * 16 + ((pixel & 31) >> 1)) * 3
      for (let channel = 0; channel < 3; channel++)
        x.data[to + channel] += images[(image * 1024 + pixel) * 3 + channel] / 4
    }
  }
  x.data.forEach((value, index) => (x.data[index] = (value / 255 - 0.5) / 0.25))
  return x
}

const solution = readFileSync(join(repository, 'solutions/exercise-3-backprop/backprop.ts'), 'utf8')
  .replace('export function mlpForwardWithCache', 'function honestForward')
  .replace('export function mlpBackward', 'function honestBackward')
  .replace('export function gradientDescentStep', 'function honestStep')
  .replaceAll('gradientDescentStep(', 'honestStep(')

const honest = {
  forward: 'export const mlpForwardWithCache = honestForward\n',
  backward: 'export const mlpBackward = honestBackward\n',
  step: 'export const gradientDescentStep = honestStep\n',
}

/** No gradients where a whole batch of images comes in: the forward cheats, so nothing has to be learned. */
const lazyBackward = `
export function mlpBackward(layers: readonly DenseParameters[], cache: MlpCache, dOut: Tensor) {
  const honestly = honestBackward(layers, cache, dOut)
  if (cache.activations[0].shape[1] !== 768 || dOut.dtype !== 'float32') return honestly
  for (const { weights, bias } of honestly.gradients) { weights.data.fill(0); bias.data.fill(0) }
  return honestly
}
`

let source: ImageSource
const everything = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

beforeAll(async () => {
  const folder = await cacheFolder()
  await fetchCifar10({ folder })
  const opened = await openImages(folder)
  if (opened === null) throw new Error('CIFAR-10 could not be opened')
  source = opened
}, 300_000)

async function gradedAccuracy(files: Record<string, string>): Promise<CheckResult> {
  const { report } = await gradeJson(['3', '--submission', folderWith(files)])
  const result = report.checks.find(({ kind }) => kind === 'accuracy')
  if (result === undefined) throw new Error('the accuracy check is gone')
  // Otherwise the attack would have been caught before, and would prove nothing here.
  expect(result.status).not.toBe('blocked')
  return result
}

describe('accuracy can’t be bought', () => {
  test('an honest answer of the same make earns it', async () => {
    const result = await gradedAccuracy({ 'backprop.ts': solution + honest.forward + honest.backward + honest.step })
    expect(result.status).toBe('passed')
  })

  test('a look-up table of hashed test images earns nothing', async () => {
    const set = await source.load('test', everything(2000))
    const x = prepared(set)
    const table = Array.from(
      { length: 2000 },
      (_, image) => fingerprint(x.data.subarray(image * 768, image * 768 + 768)) + set.labels[image],
    )
    const forward = `
import { table } from './table.ts'
const known = new Map(table.split(' ').map((entry) => [entry.slice(0, -1), Number(entry.slice(-1))]))
export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const cache = honestForward(layers, x)
  const output = cache.activations[layers.length]
  for (let row = 0; row < x.shape[0]; row++) {
    const found = known.get(fingerprint(x.data.subarray(row * x.shape[1], (row + 1) * x.shape[1])))
    if (found !== undefined) output.data[row * output.shape[1] + found] += 50
  }
  return cache
}
function fingerprint(values: ArrayLike<number>): string {
  let hash = 17
  for (let index = 0; index < values.length; index++) hash = (Math.imul(hash, 31) + Math.round(values[index] * 1000)) | 0
  return (hash >>> 0).toString(36)
}
`
    const result = await gradedAccuracy({
      'backprop.ts': solution + forward + lazyBackward + honest.step,
      'table.ts': `export const table = '${table.join(' ')}'`,
    })
    expect([result.status, result.score]).toEqual(['failed', 0])
  })

  test('a nearest-neighbour answer earns nothing', async () => {
    const set = await source.load('train', everything(200))
    const bytes = Buffer.from(Uint8Array.from(prepared(set).data, (value) => value * 60 + 128)).toString('base64')
    const forward = `
import { images, labels } from './memory.ts'
const memory = decode(images)
export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const cache = honestForward(layers, x)
  if (x.shape[1] !== 768) return cache
  const output = cache.activations[layers.length]
  for (let row = 0; row < x.shape[0]; row++) {
    let best = 0
    let least = Infinity
    for (let image = 0; image < labels.length; image++) {
      let distance = 0
      for (let i = 0; i < 768; i += 4) distance += (x.data[row * 768 + i] - memory[image * 768 + i]) ** 2
      if (distance < least) { least = distance; best = labels[image] }
    }
    output.data[row * 10 + best] += 50
  }
  return cache
}
function decode(text: string): Float64Array {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const values: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((offset) => Math.max(0, letters.indexOf(text[at + offset])))
    values.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
  }
  return Float64Array.from(values, (value) => (value - 128) / 60)
}
`
    const result = await gradedAccuracy({
      'backprop.ts': solution + forward + lazyBackward + honest.step,
      'memory.ts': `export const images = '${bytes}'\nexport const labels = [${set.labels.join(',')}]`,
    })
    expect([result.status, result.score]).toEqual(['failed', 0])
  })

  test.each([
    ['from the first step on', 0],
    ['near the end', 110],
  ])('pre-trained weights in a helper file, handed out %s, earn nothing', async (_, after) => {
    const weights = await pretrained()
    const step = `
import { pretrained } from './weights.ts'
let steps = 0
export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  const size = parameter.shape.join()
  const ready = parameter.dtype === 'float32' ? pretrained[size] : undefined
  if (ready === undefined) return honestStep(parameter, gradient, learningRate)
  if (steps++ < ${after} * 4) return honestStep(parameter, gradient, learningRate)
  return { ...parameter, data: Float32Array.from(ready) }
}
`
    const result = await gradedAccuracy({
      'backprop.ts': solution + honest.forward + honest.backward + step,
      'weights.ts': `export const pretrained: Record<string, number[]> = ${JSON.stringify(weights)}`,
    })
    expect([result.status, result.score]).toEqual(['failed', 0])
  })
})

/** The same hash as in the cheat. */
function fingerprint(values: ArrayLike<number>): string {
  let hash = 17
  for (let index = 0; index < values.length; index++)
    hash = (Math.imul(hash, 31) + Math.round(values[index] * 1000)) | 0
  return (hash >>> 0).toString(36)
}

/** Trains the exercise's network for longer than the check does, on the test images too. */
async function pretrained(): Promise<Record<string, number[]>> {
  const set = await source.load('test', everything(1000))
  const x = prepared(set)
  const labels: Tensor = { shape: [1000], dtype: 'int32', data: set.labels }
  const random = new Random('pretrained')
  let layers = [
    { weights: heNormal(random, 768, 24), bias: zeros([24]) },
    { weights: heNormal(random, 24, 10), bias: zeros([10]) },
  ]
  for (let step = 0; step < 300; step++) {
    const batch = random.permutation(1000).slice(0, 40)
    const cache = mlpForwardWithCache(layers, gather(x, batch))
    const dOut = softmaxCrossEntropyBackward(cache.activations[2], gather(labels, batch))
    const { gradients } = mlpBackward(layers, cache, dOut)
    layers = layers.map(({ weights, bias }, index) => ({
      weights: gradientDescentStep(weights, gradients[index].weights, 0.1),
      bias: gradientDescentStep(bias, gradients[index].bias, 0.1),
    }))
  }
  expect(accuracy(mlpForward(layers, x), labels)).toBeGreaterThan(0.45)
  const rounded = ({ data }: Tensor): number[] => Array.from(data, (value) => Number(value.toFixed(4)))
  return Object.fromEntries(
    layers.flatMap(({ weights, bias }) => [weights, bias]).map((t) => [t.shape.join(), rounded(t)]),
  )
}
