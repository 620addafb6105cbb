import { sameShape } from '../expect-shape.ts'
import type { Weights } from '../layers/layer.ts'
import type { Tensor } from '../tensor.ts'
import type { OptimizerStates } from '../training/apply-gradients.ts'
import { FileFormatError } from './file-format-error.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

/** Where a training stands. */
export type TrainingProgress = {
  optimizer: string
  seed: string
  epochsDone: number
  iterations: number
  learningRate: number
}

/** All that a training needs to go on: weights by name, what the optimizer remembers of each, and where it stands. */
export type Checkpoint = { weights: Weights; states: OptimizerStates; progress: TrainingProgress }

const weightsPrefix = 'weights/'
const optimizerPrefix = 'optimizer/'
const format = 'grade-descent checkpoint 1'

/**
 * A checkpoint as a safetensors file: weights as `weights/<weight>`, the optimizer's tensors as `optimizer/<weight>/<name>`; its
 * numbers and the progress in the metadata.
 */
export function encodeCheckpoint({ weights, states, progress }: Checkpoint): Uint8Array {
  const tensors: { [name: string]: Tensor } = withPrefix(weightsPrefix, weights)
  const numbers: { [name: string]: number } = {}
  for (const [weight, state] of Object.entries(states)) {
    for (const [name, value] of Object.entries(state)) {
      if (typeof value === 'number') numbers[`${weight}/${name}`] = value
      else tensors[`${optimizerPrefix}${weight}/${name}`] = value
    }
  }
  return encodeSafetensors(tensors, { format, progress: JSON.stringify(progress), numbers: JSON.stringify(numbers) })
}

/**
 * @param file what messages call it
 * @throws FileFormatError when it is damaged or no checkpoint
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes, file)
  if (metadata.format !== format) throw new FileFormatError(file, `'${format}' expected, '${metadata.format}' found`)
  const progress = parse(metadata.progress, file) as TrainingProgress
  expectProgress(progress, file)
  const weights = withoutPrefix(weightsPrefix, tensors)
  const whole = Object.entries(weights).find(([, { dtype }]) => dtype === 'int32')
  if (whole) throw new FileFormatError(file, `weight '${whole[0]}' must be float32 or float64; got int32`)
  const remembered = { ...withoutPrefix(optimizerPrefix, tensors), ...(parse(metadata.numbers, file) as object) }
  const states: { [weight: string]: { [name: string]: Tensor | number } } = {}
  for (const [path, value] of Object.entries<unknown>(remembered)) {
    const weight = path.slice(0, path.lastIndexOf('/'))
    if (!Object.hasOwn(weights, weight) || !belongsTo(weights[weight], value)) {
      throw new FileFormatError(file, `what the optimizer remembers as '${path}' belongs to none of its weights`)
    }
    states[weight] = { ...states[weight], [path.slice(weight.length + 1)]: value }
  }
  return { weights, states, progress }
}

/** What an optimizer remembers of a weight: numbers, and floating-point tensors of the weight's shape. */
function belongsTo(weight: Tensor, value: unknown): value is Tensor | number {
  if (typeof value !== 'object' || value === null) return typeof value === 'number'
  const { shape, dtype } = value as Partial<Tensor>
  return shape !== undefined && sameShape(shape, weight.shape) && dtype !== 'int32'
}

function withPrefix(prefix: string, tensors: Weights): { [name: string]: Tensor } {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]))
}

function withoutPrefix(prefix: string, tensors: Weights): Weights {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]))
}

function parse(text: string | undefined, file: string): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below.
  }
  throw new FileFormatError(file, 'where the training stands is not in it')
}

function expectProgress(progress: TrainingProgress, file: string): void {
  const { optimizer, seed, epochsDone, iterations, learningRate } = progress
  const sound =
    typeof optimizer === 'string' &&
    typeof seed === 'string' &&
    [epochsDone, iterations].every((count) => Number.isSafeInteger(count) && count >= 0) &&
    Number.isFinite(learningRate) &&
    learningRate >= 0
  if (!sound) throw new FileFormatError(file, `where the training stands is unreadable: ${JSON.stringify(progress)}`)
}
