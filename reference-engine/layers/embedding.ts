import { expectWhole } from '../expect-argument.ts'
import { embedding as embeddingOp, embeddingBackward } from '../ops/embedding.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { expectSampleShape } from './expect-input.ts'
import { expectInitializer, initialize, type InitializerOption } from './initializers.ts'
import type { CommonOptions, Layer } from './layer.ts'

/** Embeddings by `randomUniform` unless told, as in Keras. */
export type EmbeddingOptions = CommonOptions & {
  /** How many different indices there are. */
  inputDim: number
  /** How many numbers stand for each. */
  outputDim: number
  embeddingsInitializer?: InitializerOption
}

/**
 * A row of numbers for each index: int32 [N, ...] -> [N, ..., outputDim]. Weights: embeddings [inputDim, outputDim]. The first
 * layer of a model, because nothing can be learned before it.
 *
 * @throws ArgumentError when an option can't be
 */
export function embedding(options: EmbeddingOptions): Layer<Tensor> {
  const { inputDim, outputDim, embeddingsInitializer = 'randomUniform' } = options
  expectWhole('embedding', 'inputDim', inputDim, 1)
  expectWhole('embedding', 'outputDim', outputDim, 1)
  expectInitializer('embedding', 'embeddingsInitializer', embeddingsInitializer)
  return {
    className: 'Embedding',
    config: options,
    build(inputShape, random) {
      expectSampleShape('embedding', inputShape)
      const shape = [inputDim, outputDim]
      const embeddings = initialize('embedding', 'embeddingsInitializer', embeddingsInitializer, random, shape)
      return { weights: { embeddings }, outputShape: [...inputShape, outputDim] }
    },
    forward: (x, { embeddings }) => ({ output: embeddingOp(x, embeddings), cache: x }),
    backward: (dOut, x, { embeddings }) => ({
      dX: zeros(x.shape, dOut.dtype),
      gradients: { embeddings: embeddingBackward(dOut, x, embeddings) },
    }),
  }
}
