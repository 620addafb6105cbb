import { ArgumentError } from '../argument-error.ts'
import { expectPositive } from '../expect-argument.ts'
import type { Tensor } from '../tensor.ts'
import { clipByGlobalNorm } from './clip-by-global-norm.ts'
import { clipByNorm } from './clip-by-norm.ts'
import { clipByValue } from './clip-by-value.ts'

/** What an optimizer remembers of one parameter between steps. */
export type OptimizerState = { readonly [name: string]: Tensor | number }

/** Clipping of the gradients before a step, with Keras' names but for case; at most one of them. */
export interface ClippingOptions {
  /** Bounds each entry. */
  clipValue?: number
  /** Bounds the norm of each gradient. */
  clipNorm?: number
  /** Bounds the joint norm of all gradients. */
  globalClipNorm?: number
}

/** How kernels take the step of an optimizer. */
export interface OptimizerKernel {
  /** Its name in `kernels/assembly/optimizers.ts`. */
  readonly name: string
  /** The tensors of the state, in the order in which the kernel takes them. */
  readonly tensors: readonly string[]
  /** Writes what the kernel reads of the step after `stepsBefore` others. */
  write(numbers: Float64Array, learningRate: number, stepsBefore: number): void
  /** The rest of the state after so many steps. */
  counters?(steps: number): { readonly [name: string]: number }
}

/** A step function with its options, as `Sequential.compile` takes it. Made by `sgd`, `rmsPropOptimizer`, `adamOptimizer`, `adamWOptimizer`. */
export interface Optimizer<State extends OptimizerState = OptimizerState> {
  readonly name: string
  readonly learningRate: number
  /** All that it was made with, for a saved model. */
  readonly config: { readonly [option: string]: number | boolean | undefined }
  readonly clipping: ClippingOptions
  readonly kernel?: OptimizerKernel
  initialState(parameter: Tensor): State
  step(parameter: Tensor, gradient: Tensor, state: State, learningRate: number): { parameter: Tensor; state: State }
}

/** @throws ArgumentError unless the bounds are greater than 0 and at most one is given @internal */
export function expectClipping(functionName: string, options: ClippingOptions): ClippingOptions {
  const clipping: ClippingOptions = {
    clipValue: options.clipValue,
    clipNorm: options.clipNorm,
    globalClipNorm: options.globalClipNorm,
  }
  const given = Object.entries(clipping).filter(([, bound]) => bound !== undefined)
  for (const [name, bound] of given) expectPositive(functionName, name, bound)
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ')
    throw new ArgumentError(functionName, 'clipping', 'by one of clipValue, clipNorm, globalClipNorm', names)
  }
  return clipping
}

/** The gradients of one step, clipped as the options say. @internal */
export function clipGradients(gradients: readonly Tensor[], clipping: ClippingOptions): readonly Tensor[] {
  const { clipValue, clipNorm, globalClipNorm } = clipping
  if (clipValue !== undefined) return gradients.map((gradient) => clipByValue(gradient, -clipValue, clipValue))
  if (clipNorm !== undefined) return gradients.map((gradient) => clipByNorm(gradient, clipNorm))
  return globalClipNorm === undefined ? gradients : clipByGlobalNorm(gradients, globalClipNorm)
}
