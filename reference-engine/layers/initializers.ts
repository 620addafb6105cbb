import { ArgumentError } from '../argument-error.ts'
import { expectOneOf } from '../expect-argument.ts'
import { formatShape, sameShape } from '../expect-shape.ts'
import { ones, zeros } from '../initializers/constant.ts'
import { glorotNormal } from '../initializers/glorot-normal.ts'
import { glorotUniform } from '../initializers/glorot-uniform.ts'
import { heNormal } from '../initializers/he-normal.ts'
import { heUniform } from '../initializers/he-uniform.ts'
import { fansOf, type Initializer } from '../initializers/initializer.ts'
import { lecunNormal } from '../initializers/lecun-normal.ts'
import { orthogonal } from '../initializers/orthogonal.ts'
import { randomUniform } from '../initializers/random-uniform.ts'
import type { Random } from '../random.ts'
import type { Tensor } from '../tensor.ts'

/** By the names of tf.layers. */
const initializers = {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  ones,
  orthogonal,
  randomUniform,
  zeros,
}

/** What layers take for an initializer, by the names of tf.layers. */
export type InitializerName = keyof typeof initializers

/** A name, or an initializer of one's own; a model with the latter can't be saved. */
export type InitializerOption = InitializerName | Initializer

/**
 * Weights of this shape.
 *
 * @throws ArgumentError, in the name of the layer and its option, when there is no such initializer, or it gives another shape
 * @internal
 */
export function initialize(
  layer: string,
  option: string,
  initializer: InitializerOption,
  random: Random,
  shape: readonly number[],
): Tensor {
  const { fanIn, fanOut } = fansOf(shape.length === 1 ? [shape[0], shape[0]] : shape)
  if (typeof initializer === 'function') {
    const weights = initializer(random, fanIn, fanOut, shape)
    if (sameShape(weights.shape, shape)) return weights
    const expected = `a function to a tensor of shape ${formatShape(shape)}`
    throw new ArgumentError(layer, option, expected, formatShape(weights.shape))
  }
  expectInitializer(layer, option, initializer)
  return initializers[initializer](random, fanIn, fanOut, shape)
}

/** @throws ArgumentError, in the name of the layer and its option, when there is no such initializer @internal */
export function expectInitializer(layer: string, option: string, initializer: InitializerOption): void {
  if (typeof initializer !== 'function') expectOneOf(layer, option, initializer, Object.keys(initializers))
}
