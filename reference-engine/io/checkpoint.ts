import type { Weights } from '../layers/layer.ts'
import type { OptimizerState } from '../optimizers/optimizer.ts'
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

const optimizerPrefix = 'optimizer/'
const format = 'grade-descent checkpoint 1'

/**
 * A checkpoint as a safetensors file: weights by their names, the optimizer's tensors as `optimizer/<weight>/<name>`; its
 * numbers and the progress in the metadata.
 */
export function encodeCheckpoint({ weights, states, progress }: Checkpoint): Uint8Array {
  const tensors: { [name: string]: Tensor } = { ...weights }
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
  const numbers = Object.entries(parse(metadata.numbers, file) as { [name: string]: number })
  const remembered: [string, Tensor | number][] = [
    ...Object.entries(tensors).flatMap(([name, tensor]): [string, Tensor][] =>
      name.startsWith(optimizerPrefix) ? [[name.slice(optimizerPrefix.length), tensor]] : [],
    ),
    ...numbers,
  ]
  const weights = Object.entries(tensors).filter(([name]) => !name.startsWith(optimizerPrefix))
  return { weights: Object.fromEntries(weights), states: statesOf(remembered), progress }
}

function statesOf(remembered: readonly [string, Tensor | number][]): OptimizerStates {
  const states: { [weight: string]: OptimizerState } = {}
  for (const [path, value] of remembered) {
    const slash = path.lastIndexOf('/')
    const weight = path.slice(0, slash)
    states[weight] = { ...states[weight], [path.slice(slash + 1)]: value }
  }
  return states
}

function parse(text: string | undefined, file: string): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value === 'object' && value !== null) return value
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
    Number.isFinite(learningRate)
  if (!sound) throw new FileFormatError(file, `where the training stands is unreadable: ${JSON.stringify(progress)}`)
}
