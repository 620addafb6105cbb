import { gradientStep, type GradientStep } from '../../../reference-engine/programs/gradient-step.ts'
import type { Kernels } from '../../../reference-engine/kernels/kernels.ts'
import { matMulProgram } from '../../../reference-engine/kernels/mat-mul-program.ts'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { adamOptimizer } from '../../../reference-engine/optimizers/adam.ts'
import { zeros, type Tensor } from '../../../reference-engine/tensor.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { buildLayers, type BuiltLayer } from '../../../reference-engine/training/model-layers.ts'
import { articleModel, batchesOf } from '../article-model.ts'
import { serve, type Runner, type Trial } from '../serve.ts'
import type { Inputs } from '../workloads.ts'

// The engine's kernels. Convolutions and products are timed where their inputs lie in the kernels' memory already, as in a model.

function trialsOf(kernels: Kernels): Runner['trials'] {
  const convolutions = [1, 2, 3].flatMap((layer) =>
    Object.entries(passes).map(([name, { read }]) => [
      `convolution-${layer}-${name}`,
      (inputs: Inputs) => trialOfPass(kernels, inputs, name as keyof typeof passes, read),
    ]),
  )
  return {
    'article-training-step': ({ images, labels, ...weights }) => {
      const model = articleModel(weights, kernels)
      model.compile({ optimizer: adamOptimizer(), loss: 'softmaxCrossEntropy' })
      const batches = batchesOf(images, labels)
      let step = 0
      return () => {
        const { x, y } = batches[step++ % batches.length]
        return { loss: model.trainOnBatch(x, y).loss }
      }
    },
    'article-prediction': ({ images, labels: _, ...weights }) => {
      const model = articleModel(weights, kernels)
      return () => {
        const logits = model.predict(images, { batchSize: images.shape[0] })
        return { read: () => ({ logits: logits.data }) }
      }
    },
    'mat-mul-1024': ({ a, b }) => {
      const [rows, terms] = a.shape
      const own = matMulProgram(kernels, { rows, terms, columns: b.shape[1] })
      own.a.set(a.data)
      own.b.set(b.data)
      return () => {
        own.program.run()
        return { read: () => ({ product: own.product() }) }
      }
    },
    ...(Object.fromEntries(convolutions) as Runner['trials']),
    'lstm-training-step': ({ x, dH, inputWeights, recurrentWeights, bias }) => {
      const weights = { kernel: inputWeights, recurrent_kernel: recurrentWeights, bias }
      const layer = withWeights(
        buildLayers([lstm({ units: dH.shape[2], returnSequences: true })], x.shape.slice(1), ''),
        weights,
      )
      const step = gradientStep(kernels, [layer], x.shape[0])
      const program = kernels.load(step.phases)
      return () => {
        step.x.data.set(x.data)
        step.dOut.data.set(dH.data)
        program.run()
        return { read: () => outputsOfLstm(step) }
      }
    },
  }
}

function outputsOfLstm(step: GradientStep): { [name: string]: ArrayLike<number> } {
  const gradients = step.gradients()
  return {
    h: step.output.data,
    dX: step.dX.data,
    dInputWeights: gradients['lstm/kernel'].data,
    dRecurrentWeights: gradients['lstm/recurrent_kernel'].data,
    dBias: gradients['lstm/bias'].data,
  }
}

/** The kernels of each pass of a convolution, by Winograd's filtering or without it, and what is read of it. */
const passes = {
  forward: {
    kernels: ['winogradFilter', 'winogradInput', 'convolve', 'winogradOutput'],
    read: ({ output }: GradientStep) => ({ y: output.data }),
  },
  'by-filter': {
    kernels: [
      ...['clear', 'winogradInput', 'winogradOutputGradient', 'convolveFilterGradient'],
      ...['winogradFilterGradient', 'sumRows', 'sumPieces'],
    ],
    read: (step: GradientStep) => ({ dFilter: step.gradients()['conv2d/kernel'].data }),
  },
  'by-input': {
    kernels: [
      ...['transposePanels', 'winogradFilter', 'clear', 'winogradOutputGradient', 'convolveInputGradient'],
      'winogradInputGradient',
    ],
    read: ({ dX }: GradientStep) => ({ dX: dX.data }),
  },
}

/** Copies in and out of the kernels' memory, which a convolution inside a model has not. */
const copies = 'copyRows'

/** One pass of a convolution: of all instructions, those of its kernels are timed; what is read comes from a run of all. */
function trialOfPass(
  kernels: Kernels,
  { x, filter, dY }: Inputs,
  name: keyof typeof passes,
  read: (step: GradientStep) => { [name: string]: ArrayLike<number> },
): Trial {
  const layer = conv2d({ filters: filter.shape[3], kernelSize: [filter.shape[0], filter.shape[1]] })
  const weights = { kernel: filter, bias: zeros([filter.shape[3]]) }
  const step = gradientStep(kernels, [withWeights(buildLayers([layer], x.shape.slice(1), ''), weights)], x.shape[0])
  step.x.data.set(x.data)
  step.dOut.data.set(dY.data)
  expectKnown(step)
  const own = step.phases.map((lists) =>
    lists.map((list) => list.filter(([kernel]) => passes[name].kernels.includes(kernel))),
  )
  const timed = kernels.load(own.filter((lists) => lists.some((list) => list.length > 0)))
  const whole = kernels.load(step.phases)
  whole.run()
  return () => {
    timed.run()
    return {
      read() {
        whole.run()
        return read(step)
      },
    }
  }
}

/** @throws Error when a kernel belongs to no pass: its time would be counted nowhere */
function expectKnown({ phases }: GradientStep): void {
  const known = [copies, ...Object.values(passes).flatMap((pass) => pass.kernels)]
  const unknown = phases.flat(2).find(([kernel]) => !known.includes(kernel))
  if (unknown) throw new Error(`the kernel '${unknown[0]}' belongs to no pass of a convolution`)
}

function withWeights([layer]: readonly BuiltLayer[], weights: { [name: string]: Tensor }): BuiltLayer {
  return { ...layer, weights: weights satisfies Weights }
}

await serve(async (threads) => {
  const kernels = await startKernels({ threads })
  const rounding = kernels.fused ? 'relaxed SIMD' : 'SIMD'
  return { version: `WebAssembly kernels, ${rounding}`, mostThreads: 2, trials: trialsOf(kernels) }
})
