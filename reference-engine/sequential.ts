import { ArgumentError } from './argument-error.ts'
import type { Callback, Logs } from './callbacks/callback.ts'
import type { History } from './callbacks/history.ts'
import type { Dataset } from './datasets/dataset.ts'
import { expectSamples, sampleRange, tensorDataset } from './datasets/tensor-dataset.ts'
import { validationSplit as splitAsKeras } from './datasets/validation-split.ts'
import { expectFraction, expectWhole } from './expect-argument.ts'
import { sameShape } from './expect-shape.ts'
import { decodeCheckpoint, encodeCheckpoint } from './io/checkpoint.ts'
import { kernelModel, withoutKernels, type KernelModel } from './programs/kernel-model.ts'
import type { Kernels } from './kernels/kernels.ts'
import { modelTopology, type ModelTopology } from './io/model-topology.ts'
import { decodeSafetensors, encodeSafetensors } from './io/safetensors.ts'
import type { Layer, Weights } from './layers/layer.ts'
import type { Optimizer } from './optimizers/optimizer.ts'
import { concat } from './primitives/concat.ts'
import { gather } from './primitives/gather.ts'
import { Random } from './random.ts'
import { ShapeError } from './shape-error.ts'
import type { Tensor } from './tensor.ts'
import type { OptimizerStates } from './training/apply-gradients.ts'
import { compileOptions, type Compiled, type CompileOptions } from './training/compile.ts'
import { meanLogs } from './training/mean-logs.ts'
import { infer, measure, measureMetrics } from './training/measure.ts'
import { buildLayers, nameLayers, type BuiltLayer } from './training/model-layers.ts'
import { totalPenalty } from './training/passes.ts'
import { summarize } from './training/summary.ts'
import { trainBatch } from './training/train-batch.ts'
import { trainEpochs } from './training/train-epochs.ts'
import { countWeights, namedWeights, withWeights } from './training/weight-names.ts'

/** No layers yet, the name `sequential` and the seed 0 unless told. */
export type SequentialOptions = {
  layers?: readonly Layer[]
  name?: string
  /** Decides the weights at the start, the order of the samples and what dropout drops. */
  seed?: string | number
  /** What `startKernels` gave: they compute the model where they can (see `computedBy`), else its ops do. */
  kernels?: Kernels
}

/** Options of `fit` and `fitDataset`, with Keras' names and defaults. */
export type TrainingOptions = {
  /** Where training ends; counted from 0, also after `initialEpoch`. Default 1. */
  epochs?: number
  /** Where training begins: the epochs that a checkpoint has behind it. Default 0. */
  initialEpoch?: number
  callbacks?: readonly Callback[]
}

/** Options of `fit`. */
export type FitOptions = TrainingOptions & {
  /** Default 32. */
  batchSize?: number
  /** Draw the order of the training samples anew each epoch. Default true. */
  shuffle?: boolean
  /** The fraction at the end of x and y that validates, taken before shuffling. Default 0. */
  validationSplit?: number
  /** Samples and targets to validate on after each epoch; goes before `validationSplit`. */
  validationData?: readonly [Tensor, Tensor]
}

/**
 * A stack of layers, with the names, defaults and shapes of Keras and tf.layers:
 *
 *     const model = new Sequential({ seed: 7 })
 *     model.add(dense({ units: 32, activation: 'relu', inputShape: [784] }))
 *     model.add(dense({ units: 10, activation: 'softmax' }))
 *     model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })
 *     await model.fit(x, labels, { epochs: 5, validationSplit: 0.1 })
 *
 * Without an `inputShape` its weights are made when it first sees data. The same seed, data and options give the same result,
 * bit for bit. Errors are ArgumentErrors and ShapeErrors that name the method or the layer.
 */
export class Sequential {
  /** What `summary` and saved models call it. */
  readonly name: string
  /** Decides the weights at the start, the order of the samples and what dropout drops. */
  readonly seed: string
  readonly #kernels: Kernels | undefined
  /** Set to true by a callback, it ends the training after this epoch. */
  stopTraining = false
  /** The optimizer's, from `compile` on; a callback may change it. */
  learningRate = 0
  #layers: readonly Layer[] = []
  #built: readonly BuiltLayer[] | null = null
  #compiled: Compiled | null = null
  #states: OptimizerStates = {}
  #iterations = 0
  /** The model in the kernels' memory, once it has been needed there. */
  #inKernels: KernelModel | null = null
  /** The kernels have changed the weights since they were last read. */
  #behindKernels = false

  constructor({ layers = [], name = 'sequential', seed = 0, kernels }: SequentialOptions = {}) {
    this.name = name
    this.seed = String(seed)
    this.#kernels = kernels
    for (const layer of layers) this.add(layer)
  }

  /** Puts a layer on top. Weights that the model already has are made anew, and what an optimizer remembered of them is forgotten. */
  add(layer: Layer): void {
    const layers = [...this.#layers, layer]
    nameLayers(layers)
    this.dispose()
    this.#states = {}
    this.#iterations = 0
    const { inputShape } = layers[0].config
    this.#built = inputShape ? buildLayers(layers, inputShape, this.seed) : null
    this.#layers = layers
  }

  /** Makes the weights for samples of this shape, given without the batch. Nothing changes where that has been done. */
  build(inputShape: readonly number[]): void {
    if (this.#layers.length === 0)
      throw new ArgumentError('Sequential', 'layers', 'at least one: add one first', 'none')
    if (!this.#built) this.#built = buildLayers(this.#layers, inputShape, this.seed)
    const own = this.#built[0].inputShape
    if (!sameShape(own, inputShape)) {
      throw new ShapeError('Sequential', 'x', `[N, ${own.join(', ')}]`, `[N, ${inputShape.join(', ')}]`)
    }
  }

  /** Chooses how to train and what to measure, and forgets what an optimizer remembered. */
  compile(options: CompileOptions): void {
    const compiled = compileOptions(options)
    this.dispose()
    this.#compiled = compiled
    this.learningRate = this.#compiled.optimizer.learningRate
    this.#states = {}
    this.#iterations = 0
  }

  /** Steps of training done since `compile`. */
  get iterations(): number {
    return this.#iterations
  }

  /** What computes the model: `kernels`, or its `ops`, and why not kernels. */
  computedBy(): { name: 'kernels' | 'ops'; reason?: string } {
    if (!this.#kernels) return { name: 'ops', reason: 'the model was given none' }
    const reason = withoutKernels(this.#kernels, this.#expectBuilt('computedBy'), this.#compiled)
    return reason === undefined ? { name: 'kernels' } : { name: 'ops', reason }
  }

  /** Gives the kernels' memory back; the model goes on to work, and takes it again when it needs it. */
  dispose(): void {
    this.#takeFromKernels()
    this.#inKernels?.release()
    this.#inKernels = null
  }

  /** Trains on tensors. @returns each epoch's logs; those of validation begin with `val_` */
  async fit(x: Tensor, y: Tensor, options: FitOptions = {}): Promise<History> {
    const { batchSize = 32, shuffle = true, validationSplit = 0, validationData } = options
    const samples = expectSamples('fit', x, y)
    expectWhole('fit', 'batchSize', batchSize, 1)
    expectFraction('fit', 'validationSplit', validationSplit)
    const held = validationData ? samples : splitAsKeras(samples, validationSplit).train.length
    const [xTrain, yTrain] = held < samples ? [sampleRange(x, 0, held), sampleRange(y, 0, held)] : [x, y]
    const validation =
      validationData ?? (held < samples ? [sampleRange(x, held, samples), sampleRange(y, held, samples)] : undefined)
    const dataset = tensorDataset(xTrain, yTrain, {
      batchSize,
      seed: shuffle ? `${this.seed}/order of the samples` : undefined,
    })
    return this.fitDataset(dataset, {
      ...options,
      validationData: validation && tensorDataset(validation[0], validation[1], { batchSize }),
    })
  }

  /** Trains on batches as they come, so that only one of them need be in memory. */
  async fitDataset(dataset: Dataset, options: TrainingOptions & { validationData?: Dataset } = {}): Promise<History> {
    const { epochs = 1, initialEpoch = 0, callbacks = [], validationData } = options
    expectWhole('fit', 'epochs', epochs, 0)
    expectWhole('fit', 'initialEpoch', initialEpoch, 0)
    if (dataset.size === 0) throw new ArgumentError('fit', 'x', 'at least one sample to train on', 'none')
    this.#expectCompiled('fit')
    const validate = async (): Promise<Logs> =>
      validationData ? prefixed(await this.evaluateDataset(validationData)) : {}
    return trainEpochs(this, { dataset, epochs, initialEpoch, callbacks, validate })
  }

  /** One step of training. @returns loss and metrics before the step */
  trainOnBatch(x: Tensor, y: Tensor): Logs {
    expectSamples('trainOnBatch', x, y)
    const compiled = this.#expectCompiled('trainOnBatch')
    const layers = this.#layersFor(x)
    const random = new Random(`${this.seed}/dropout of step ${this.#iterations}`)
    const { learningRate } = this
    const inKernels = this.#toKernels(layers, x)
    if (inKernels) {
      const step = inKernels.trainBatch(x, y, { learningRate, random, stepsBefore: this.#iterations })
      this.#behindKernels = true
      this.#iterations++
      return { loss: step.loss, ...measureMetrics(compiled, step.output, y) }
    }
    const trained = trainBatch({ layers, states: this.#states }, { x, y }, compiled, { learningRate, random })
    this.#built = trained.layers
    this.#states = trained.states
    this.#iterations++
    return trained.logs
  }

  /** Loss and metrics by name: the means over all samples. */
  async evaluate(x: Tensor, y: Tensor, { batchSize = 32 }: { batchSize?: number } = {}): Promise<Logs> {
    expectSamples('evaluate', x, y)
    return this.evaluateDataset(tensorDataset(x, y, { batchSize }))
  }

  /** As `evaluate`, on batches as they come. */
  async evaluateDataset(dataset: Dataset): Promise<Logs> {
    const compiled = this.#expectCompiled('evaluate')
    if (dataset.size === 0) throw new ArgumentError('evaluate', 'x', 'at least one sample', 'none')
    const totals = meanLogs()
    for await (const { x, y } of dataset.batches(0)) {
      const layers = this.#layersFor(x)
      totals.add(measure(compiled, totalPenalty(this.#expectBuilt('evaluate')), this.#infer(layers, x), y), x.shape[0])
    }
    return totals.mean()
  }

  /** The outputs for all samples, [N, ...]. */
  predict(x: Tensor, { batchSize = 32 }: { batchSize?: number } = {}): Tensor {
    expectWhole('predict', 'batchSize', batchSize, 1)
    const layers = this.#layersFor(x)
    const outputs: Tensor[] = []
    for (let start = 0; start < x.shape[0]; start += batchSize) {
      outputs.push(this.#infer(layers, sampleRange(x, start, start + batchSize)))
    }
    return outputs.length === 0 ? infer(layers, gather(x, [])) : concat(outputs)
  }

  /** The layers, the shapes of their outputs and the numbers of their parameters, as text. */
  summary(): string {
    return summarize(this.name, this.#expectBuilt('summary'))
  }

  /** How many numbers the weights hold. */
  countParams(): number {
    return this.#expectBuilt('countParams').reduce((total, layer) => total + countWeights(layer).all, 0)
  }

  /** All weights by name, `dense_1/kernel`, in the order of the layers. They are no copies: weights are never changed, only replaced. */
  getWeights(): Weights {
    return namedWeights(this.#expectBuilt('getWeights'))
  }

  /** Replaces all weights. @param weights with the names and shapes that `getWeights` gives */
  setWeights(weights: Weights): void {
    this.#replace(withWeights('setWeights', this.#expectBuilt('setWeights'), weights), this.#states)
  }

  /** The weights as bytes of a safetensors file, which other tools read. */
  saveWeights(): Uint8Array {
    return encodeSafetensors(this.getWeights(), { format: 'grade-descent weights', model: this.name })
  }

  /** @param file what messages call it. @throws FileFormatError when the file is damaged, or not of this model; nothing is loaded then */
  loadWeights(bytes: Uint8Array, file = 'the weights file'): void {
    const { tensors } = decodeSafetensors(bytes, file)
    this.#replace(withWeights(file, this.#expectBuilt('loadWeights'), tensors), this.#states)
  }

  /** Weights, the optimizer's state and where the training stands, as bytes of a safetensors file. */
  saveCheckpoint(epochsDone: number): Uint8Array {
    const { optimizer } = this.#expectCompiled('saveCheckpoint')
    const weights = this.getWeights()
    return encodeCheckpoint({
      weights,
      states: this.#states,
      progress: {
        optimizer: optimizer.name,
        seed: this.seed,
        epochsDone,
        iterations: this.#iterations,
        learningRate: this.learningRate,
      },
    })
  }

  /**
   * Goes back to where a checkpoint was made. Trained on with `initialEpoch`, the model becomes what it would have become.
   *
   * @param file what messages call it
   * @returns the epochs that lie behind it
   * @throws FileFormatError when the file is damaged, ArgumentError or ShapeError when it is of another model; nothing is loaded then
   */
  loadCheckpoint(bytes: Uint8Array, file = 'the checkpoint'): number {
    const { optimizer } = this.#expectCompiled('loadCheckpoint')
    const { weights, states, progress } = decodeCheckpoint(bytes, file)
    for (const [option, own] of Object.entries({ optimizer: optimizer.name, seed: this.seed })) {
      const saved = progress[option as 'optimizer' | 'seed']
      if (saved !== own) throw new ArgumentError(file, option, `'${own}', as in the model`, `'${saved}'`)
    }
    const built = withWeights(file, this.#expectBuilt('loadCheckpoint'), weights)
    expectStatesOf(optimizer, weights, states, file)
    this.#replace(built, states)
    this.#iterations = progress.iterations
    this.learningRate = progress.learningRate
    return progress.epochsDone
  }

  /** The model without its weights, for `JSON.stringify`; `modelFromJson` makes it again. */
  toJSON(): ModelTopology {
    return modelTopology(this.name, this.seed, this.#expectBuilt('toJSON'), this.#compiled)
  }

  /** The layers, with weights that are behind those in the kernels' memory where the model is there. */
  #layersFor(x: Tensor): readonly BuiltLayer[] {
    this.build(x.shape.slice(1))
    if (!this.#isForKernels(x)) this.dispose()
    return this.#built ?? this.#expectBuilt('Sequential')
  }

  /** The forward pass after training, by the kernels where they can. */
  #infer(layers: readonly BuiltLayer[], x: Tensor): Tensor {
    return this.#toKernels(layers, x)?.infer(x) ?? infer(layers, x)
  }

  /** An empty batch is left to the ops, and one of doubles where kernels would make floats of them. */
  #isForKernels(x: Tensor): boolean {
    return x.shape[0] > 0 && (x.dtype === 'int32' || x.dtype === this.#kernels?.dtype)
  }

  /** The model in the kernels' memory; null where its ops compute it. */
  #toKernels(layers: readonly BuiltLayer[], x: Tensor): KernelModel | null {
    if (this.#inKernels || !this.#kernels || !this.#isForKernels(x)) return this.#inKernels
    if (withoutKernels(this.#kernels, layers, this.#compiled) !== undefined) return null
    this.#inKernels = kernelModel(this.#kernels, layers, this.#compiled, this.#states)
    return this.#inKernels
  }

  #takeFromKernels(): void {
    if (!this.#behindKernels || !this.#inKernels) return
    this.#built = this.#inKernels.layers()
    this.#states = this.#inKernels.states(this.#iterations)
    this.#behindKernels = false
  }

  #replace(layers: readonly BuiltLayer[], states: OptimizerStates): void {
    this.#built = layers
    this.#states = states
    this.#behindKernels = false
    this.dispose()
  }

  #expectBuilt(method: string): readonly BuiltLayer[] {
    this.#takeFromKernels()
    if (this.#built) return this.#built
    throw new ArgumentError(
      method,
      'model',
      'built: give its first layer an inputShape, or call build',
      'one without weights',
    )
  }

  #expectCompiled(method: string): Compiled {
    if (this.#compiled) return this.#compiled
    throw new ArgumentError(method, 'model', 'compiled: call compile first', 'one that is not')
  }
}

/** @throws ArgumentError when what was saved of a weight is not what the optimizer remembers of it */
function expectStatesOf(optimizer: Optimizer, weights: Weights, states: OptimizerStates, file: string): void {
  for (const [weight, state] of Object.entries(states)) {
    const [saved, own] = [state, optimizer.initialState(weights[weight])].map((of) => Object.keys(of).sort().join(', '))
    if (saved === own) continue
    throw new ArgumentError(file, `the state of ${weight}`, `${own || 'nothing'}, as in the model`, saved || 'nothing')
  }
}

function prefixed(logs: Logs): Logs {
  return Object.fromEntries(Object.entries(logs).map(([name, value]) => [`val_${name}`, value]))
}
