import { activation } from './activation.ts'
import { averagePooling2d } from './average-pooling2d.ts'
import { batchNormalization } from './batch-normalization.ts'
import { conv2d } from './conv2d.ts'
import { dense } from './dense.ts'
import { dropout } from './dropout.ts'
import { embedding } from './embedding.ts'
import { flatten } from './flatten.ts'
import { globalAveragePooling2d } from './global-average-pooling2d.ts'
import { gru } from './gru.ts'
import { layerNormalization } from './layer-normalization.ts'
import type { Layer } from './layer.ts'
import { lstm } from './lstm.ts'
import { maxPooling2d } from './max-pooling2d.ts'
import { simpleRnn } from './simple-rnn.ts'

/** Makes a layer from the options that a saved model holds; the layer itself checks them. */
export type LayerMaker = (config: never) => Layer

/** By class name, for models that are read from a file. A layer that is not among them can be given to `modelFromJson`. */
export const layerMakers: { readonly [className: string]: LayerMaker } = {
  Activation: activation,
  AveragePooling2D: averagePooling2d,
  BatchNormalization: batchNormalization,
  Conv2D: conv2d,
  Dense: dense,
  Dropout: dropout,
  Embedding: embedding,
  Flatten: flatten,
  GRU: gru,
  GlobalAveragePooling2D: globalAveragePooling2d,
  LSTM: lstm,
  LayerNormalization: layerNormalization,
  MaxPooling2D: maxPooling2d,
  SimpleRNN: simpleRnn,
}
