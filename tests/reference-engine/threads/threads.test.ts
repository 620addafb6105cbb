import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Kernels } from '../../../reference-engine/kernels/kernels.ts'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { dropout } from '../../../reference-engine/layers/dropout.ts'
import { flatten } from '../../../reference-engine/layers/flatten.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import { maxPooling2d } from '../../../reference-engine/layers/max-pooling2d.ts'
import { matMulProgram } from '../../../reference-engine/kernels/mat-mul-program.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import { hasRelaxedSimd } from '../../../reference-engine/kernels/relaxed-simd.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { draw, int32 } from '../support.ts'

// Whoever computes the pieces of a batch, the result is the same, bit for bit.

const threadCounts = [1, 2, 3, 4]
let started: Kernels[] = []

beforeAll(async () => {
  started = await Promise.all(threadCounts.map((threads) => startKernels({ threads })))
})

afterAll(() => {
  for (const kernels of started) kernels.close()
})

const models = {
  images: {
    shape: [10, 10, 3],
    layers: () => [
      conv2d({ filters: 5, kernelSize: 3, padding: 'same', activation: 'relu', kernelRegularizer: { l2: 0.01 } }),
      maxPooling2d(),
      conv2d({ filters: 16, kernelSize: 2, activation: 'tanh' }),
      conv2d({ filters: 9, kernelSize: 3, padding: 'same', activation: 'relu' }), // by Winograd's filtering
      flatten(),
      dropout({ rate: 0.4 }),
      dense({ units: 10 }),
    ],
  },
  sequences: {
    shape: [4, 5],
    layers: () => [lstm({ units: 6, returnSequences: true }), lstm({ units: 5 }), dense({ units: 10 })],
  },
}

async function train(kernels: Kernels, { shape, layers }: (typeof models)['images']) {
  const model = new Sequential({ seed: 'threads', layers: layers(), kernels })
  model.build(shape)
  model.compile({ optimizer: 'adam', loss: 'softmaxCrossEntropy', metrics: ['accuracy'] })
  const x = draw('x', [45, ...shape], 'float32')
  const labels = int32(Array.from({ length: 45 }, (_, index) => index % 10))
  const { history } = await model.fit(x, labels, { epochs: 2, batchSize: 16, validationSplit: 0.2 })
  expect(model.computedBy()).toEqual({ name: 'kernels' })
  const result = { history, weights: model.getWeights(), prediction: model.predict(x) }
  model.dispose()
  return result
}

describe.each(Object.entries(models))('a model of %s', (_, given) => {
  test.each([2, 3, 4])('gives on %i threads what it gives on one', async (threads) => {
    const [one, several] = [await train(started[0], given), await train(started[threads - 1], given)]
    expect(several).toEqual(one)
  })

  test('gives the same twice', async () => {
    expect(await train(started[1], given)).toEqual(await train(started[1], given))
  })
})

test.each([2, 3, 4])('a product on %i threads is that on one', (threads) => {
  const [a, b] = [draw('a', [37, 300], 'float32'), draw('b', [300, 21], 'float32')]
  const [one, several] = [started[0], started[threads - 1]].map((kernels) => {
    const product = matMulProgram(kernels, { rows: 37, terms: 300, columns: 21 })
    product.a.set(a.data)
    product.b.set(b.data)
    product.program.run()
    return product.product()
  })
  expect(several).toEqual(one)
})

describe('startKernels', () => {
  test.each([
    [{ threads: 0 }, 'startKernels: threads must be a whole number of 1 or more; got 0'],
    [{ threads: 5 }, 'startKernels: threads must be 4 or less; got 5'],
    [{ dtype: 'int32' as never }, "startKernels: dtype must be one of 'float32', 'float64'; got 'int32'"],
  ])('refuses %j', async (options, message) => {
    await expect(startKernels(options)).rejects.toThrow(message)
  })

  test('refuses to round once where the machine can not', async () => {
    if (hasRelaxedSimd()) return
    await expect(startKernels({ fused: true })).rejects.toThrow(
      'startKernels: fused must be false, or Node 22 or later',
    )
  })

  test.each([1, 2])(
    'on %i threads a kernel that is not there, or takes other arguments, is named, and work goes on',
    async (threads) => {
      const kernels = await startKernels({ threads })
      const phase = (...instruction: [string, ...number[]]) => [Array.from({ length: threads }, () => [instruction])]
      expect(() => kernels.load(phase('noSuchKernel', 1))).toThrow("there is no kernel 'noSuchKernel'")
      expect(() => kernels.load(phase('clear', 1))).toThrow("kernel 'clear' takes 2 arguments, not 1")
      const { a, b, program, product } = matMulProgram(kernels, { rows: 1, terms: 1, columns: 1 })
      a.set([3])
      b.set([4])
      program.run()
      expect([...product()]).toEqual([12])
      kernels.close()
    },
  )

  test.each([1, 2])('on %i threads a trap in a kernel is an error, not an endless wait', async (threads) => {
    const kernels = await startKernels({ threads })
    const beyond = 2 ** 31 - 65536
    const program = kernels.load([Array.from({ length: threads }, () => [['clear', beyond, 100_000]])])
    expect(() => program.run()).toThrow(/out of bounds|gave up/)
    expect(() => program.run()).toThrow(/out of bounds|gave up/)
    kernels.close()
  })

  test.each([1, 2])('on %i threads a released program can not be run any more', async (threads) => {
    const kernels = await startKernels({ threads })
    const { program, release } = matMulProgram(kernels, { rows: 1, terms: 1, columns: 1 })
    release()
    expect(() => program.run()).toThrow('this program has been released')
    kernels.close()
  })

  test.each([1, 2])('on %i threads says that closed kernels are closed', async (threads) => {
    const kernels = await startKernels({ threads })
    const { program } = matMulProgram(kernels, { rows: 1, terms: 1, columns: 1 })
    program.run()
    kernels.close()
    expect(() => program.run()).toThrow('closed')
  })
})
