import { ArgumentError } from '../argument-error.ts'
import type { LayerConfig } from '../layers/layer.ts'
import type { Compiled } from '../training/compile.ts'
import type { BuiltLayer } from '../training/model-layers.ts'

/** A model without its weights: what it is made of and how it was compiled. */
export type ModelTopology = {
  format: 'grade-descent model'
  version: 1
  name: string
  seed: string
  layers: { className: string; config: LayerConfig }[]
  compile: null | {
    optimizer: { name: string; config: { readonly [option: string]: number | boolean | undefined } }
    loss: string
    metrics: string[]
  }
}

/** @throws ArgumentError when an option is a function: it could not be read back @internal */
export function modelTopology(
  name: string,
  seed: string,
  layers: readonly BuiltLayer[],
  compiled: Compiled | null,
): ModelTopology {
  return {
    format: 'grade-descent model',
    version: 1,
    name,
    seed,
    layers: layers.map((built, index) => ({
      className: built.layer.className,
      config: {
        ...plainConfig(built),
        name: built.name,
        ...(index === 0 ? { inputShape: built.inputShape } : {}),
      },
    })),
    compile: compiled && {
      optimizer: { name: compiled.optimizer.name, config: compiled.optimizer.config },
      loss: compiled.loss.name,
      metrics: compiled.metrics.map((metric) => (typeof metric === 'string' ? metric : metric.name)),
    },
  }
}

function plainConfig({ name, layer }: BuiltLayer): LayerConfig {
  for (const [option, value] of Object.entries(layer.config)) {
    if (typeof value !== 'function') continue
    throw new ArgumentError('toJSON', `${option} of ${name}`, 'a name, so that it can be saved', 'a function')
  }
  return layer.config
}
