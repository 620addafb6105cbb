import type { layers, Sequential as TensorFlowModel } from '@tensorflow/tfjs'
import { ArgumentError } from '../argument-error.ts'
import { formatValue } from '../expect-argument.ts'
import type { RegularizerOption } from '../layers/regularizer.ts'
import type { Sequential } from '../sequential.ts'
import { compileAlike } from './compile-alike.ts'
import type { TensorFlow } from './tensorflow.ts'
import { weightsToTensorFlow } from './weights.ts'

type Options = { [option: string]: unknown }
type LayerMaker = (options: Options) => layers.Layer

/** What our layers do unless told, and theirs don't. */
const ownDefaults: { readonly [className: string]: Options } = {
  GRU: { recurrentActivation: 'sigmoid', resetAfter: true },
  LSTM: { recurrentActivation: 'sigmoid' },
}

/**
 * The model in tf.layers: the same layers, names and weights and, where it is compiled, the same optimizer, loss and metrics. It
 * predicts and trains as this one does, with TensorFlow behind it where `tf` is tfjs-node:
 *
 *     const samples = tf.tensor(Float32Array.from(x.data), [...x.shape])
 *     const targets = tf.tensor(Float32Array.from(y.data), [...y.shape])
 *     const trained = toTensorFlow(tf, model)
 *     await trained.fit(samples, targets, { epochs: 5 })
 *     await weightsFromTensorFlow(trained, model)
 *
 * What differs: its weights are float32 whatever the model's are, its optimizer begins anew, at the model's learning rate, and
 * dropout draws other entries. Class numbers go there as float32, and to no loss but `sparseCategoricalCrossentropy`: for
 * `softmaxCrossEntropy` they are one-hot rows, [N, C]. `evaluate` leaves penalties out. tf.js has no gradient of a convolution
 * with a `dilationRate` above 1, and its WASM backend none of any convolution.
 *
 * No counterpart have a GRU with `resetAfter`, explicit `padding`, `leakyRelu` as the name of an activation, strides and dilation
 * in one convolution, a Flatten of what is flat; RMSprop (theirs adds epsilon under the root), AdamW, and clipping;
 * `sparseTopKCategoricalAccuracy`; layers and losses of one's own.
 *
 * @param tf `@tensorflow/tfjs`, or `@tensorflow/tfjs-node`
 * @throws ArgumentError when the model isn't built, or, naming layer and option, when tf.layers has no counterpart
 */
export function toTensorFlow(tf: TensorFlow, model: Sequential): TensorFlowModel {
  const { name, layers, compile } = model.toJSON()
  const converted = tf.sequential({ name })
  for (const { className, config } of layers) addLayer(tf, converted, className, config)
  weightsToTensorFlow(tf, model, converted)
  if (compile) compileAlike(tf, converted, compile, model.learningRate)
  return converted
}

function addLayer(tf: TensorFlow, model: TensorFlowModel, className: string, config: Options): void {
  const { name } = config
  const make = makerOf(tf, className)
  if (!make)
    throw new ArgumentError('toTensorFlow', `layer ${String(name)}`, 'of a class that tf.layers has', className)
  const options = optionsOf(className, config)
  try {
    const layer = make({ ...options }) // they write into it
    expectKnown(layer, options)
    expectNotBoth(layer, options)
    // Zeros at first: the weights come afterwards, and some initializers take long.
    layer.setFastWeightInitDuringBuild(true)
    model.add(layer)
    // A recurrent layer's penalties are its cell's, and tf.layers forgets those.
    if ('cell' in layer) layer.addLoss((layer.cell as layers.Layer).losses)
  } catch (error) {
    if (error instanceof ArgumentError) throw error
    throw refusal(make, className, options, error)
  }
}

/** tf.layers' functions have the names of their classes, but for case: `SimpleRNN` is made by `simpleRNN`. */
function makerOf(tf: TensorFlow, className: string): LayerMaker | undefined {
  // Its functions take options of as many types as there are layers; what was saved is checked by them.
  const makers = tf.layers as unknown as { [name: string]: LayerMaker }
  const name = Object.keys(makers).find((key) => key.toLowerCase() === className.toLowerCase())
  return name === undefined ? undefined : makers[name]
}

function optionsOf(className: string, config: Options): Options {
  const given = Object.entries(config).filter(([, value]) => value !== undefined)
  const options = given.map(([option, value]) => [option, optionOf(option, value)] as const)
  return { ...ownDefaults[className], ...Object.fromEntries(options) }
}

function optionOf(option: string, value: unknown): unknown {
  if (value === 'lecunNormal') return 'leCunNormal'
  if (!option.endsWith('Regularizer')) return value
  const { l1 = 0, l2 = 0 } = value as RegularizerOption
  return { className: 'L1L2', config: { l1, l2 } }
}

/** tf.layers passes over what it does not know. */
function expectKnown(layer: layers.Layer, options: Options): void {
  const known = ['inputShape', ...Object.keys(layer.getConfig())]
  const unknown = Object.keys(options).find((option) => !known.includes(option))
  if (unknown === undefined) return
  const expected = `left out: tf.layers' ${layer.getClassName()} has no such option`
  throw new ArgumentError('toTensorFlow', `${unknown} of ${layer.name}`, expected, formatValue(options[unknown]))
}

/** tf.js would refuse it when it computes. */
function expectNotBoth(layer: layers.Layer, { strides = 1, dilationRate = 1 }: Options): void {
  const isMore = (value: unknown) => [value].flat().some((step) => step !== 1)
  if (!isMore(strides) || !isMore(dilationRate)) return
  const expected = `1, or strides 1: tf.layers' ${layer.getClassName()} has not both`
  throw new ArgumentError('toTensorFlow', `dilationRate of ${layer.name}`, expected, formatValue(dilationRate))
}

/** Names the option without which tf.layers would take the layer. */
function refusal(make: LayerMaker, className: string, options: Options, error: unknown): ArgumentError {
  const { name, inputShape: _, ...others } = options
  const [reason] = String(error instanceof Error ? error.message : error).split('\n')
  const option = Object.keys(others).find((left) => isTaken(make, { ...others, [left]: undefined }))
  if (option === undefined) {
    return new ArgumentError('toTensorFlow', `layer ${String(name)}`, `a ${className} that tf.layers takes`, reason)
  }
  const expected = `what tf.layers' ${className} takes`
  const received = `${formatValue(options[option])} (${reason})`
  return new ArgumentError('toTensorFlow', `${option} of ${String(name)}`, expected, received)
}

function isTaken(make: LayerMaker, options: Options): boolean {
  try {
    make(options)
    return true
  } catch {
    return false
  }
}
