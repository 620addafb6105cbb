import type { Lowering } from '../kernels/lowering/lowering.ts'
import type { Random } from '../random.ts'
import type { Tensor } from '../tensor.ts'

/** A layer's tensors by Keras' names: `kernel`, `bias`, `recurrent_kernel`, `gamma`, `moving_mean`, ... */
export type Weights = { readonly [name: string]: Tensor }

/** `random` is what dropout draws from. */
export type LayerContext = { training: boolean; random: Random }

/** What a saved model says of a layer: its options. */
export type LayerConfig = { readonly [option: string]: unknown }

/** Options that every layer takes. */
export type CommonOptions = {
  /** Unique in its model; made from the class's name unless told. */
  name?: string
  /** Shape of one sample, without the batch; for the first layer of a model. */
  inputShape?: readonly number[]
}

/** A penalty on a weight, added to the loss: l1 * sum |w| + l2 * sum w^2. */
export interface Regularizer {
  readonly l1: number
  readonly l2: number
  penalty(weight: Tensor): number
  gradient(weight: Tensor): Tensor
}

/**
 * A layer: data and pure functions. Its weights are made by `build`, kept by the model and handed to `forward` and `backward`.
 * Shapes in and out of `build` are those of one sample, without the batch.
 */
export interface Layer<Cache = unknown> {
  /** Keras' name of its class, such as `MaxPooling2D`. */
  readonly className: string
  /** Its options; with `className` they are enough to make it again. */
  readonly config: LayerConfig & CommonOptions
  /** Names of the weights that no gradient changes. */
  readonly nonTrainable?: readonly string[]
  /** Penalties by the name of the weight. */
  readonly regularizers?: { readonly [weight: string]: Regularizer | undefined }
  /** How kernels compute it; without it they don't, and a model that has the layer is computed by the ops. */
  readonly lowering?: Lowering

  /** @throws ShapeError when it can't take inputs of this shape */
  build(inputShape: readonly number[], random: Random): { weights: Weights; outputShape: readonly number[] }

  /** `updates` are the new values of non-trainable weights. */
  forward(x: Tensor, weights: Weights, context: LayerContext): { output: Tensor; cache: Cache; updates?: Weights }

  /** @param cache what `forward` gave for the same weights */
  backward(dOut: Tensor, cache: Cache, weights: Weights): { dX: Tensor; gradients: Weights }
}
