import { layerMakers, type LayerMaker } from '../layers/layer-makers.ts'
import type { Layer } from '../layers/layer.ts'
import type { LossName } from '../losses/loss-by-name.ts'
import type { MetricName } from '../metrics/metric-by-name.ts'
import { optimizerByName, type OptimizerName } from '../optimizers/optimizer-by-name.ts'
import { Sequential } from '../sequential.ts'
import { FileFormatError } from './file-format-error.ts'
import type { ModelTopology } from './model-topology.ts'

/**
 * Makes the model that `JSON.stringify(model)` wrote; its weights are those that a new one begins with, until `loadWeights`.
 *
 * @param file what messages call it
 * @param ownLayers makers of layers that are not the engine's, by class name
 * @throws FileFormatError when the text is damaged or names what there is not
 */
export function modelFromJson(
  text: string,
  file = 'the model',
  ownLayers: { readonly [className: string]: LayerMaker } = {},
): Sequential {
  const topology = parseTopology(text, file)
  const makers = { ...layerMakers, ...ownLayers }
  try {
    const layers = topology.layers.map(({ className, config }): Layer => {
      if (!Object.hasOwn(makers, className)) throw new Error(`there is no layer ${className}`)
      return makers[className](config as never)
    })
    const model = new Sequential({ name: topology.name, seed: topology.seed, layers })
    if (topology.compile) {
      const { optimizer, loss, metrics } = topology.compile
      model.compile({
        optimizer: optimizerByName(optimizer.name as OptimizerName, optimizer.config),
        loss: loss as LossName,
        metrics: metrics as MetricName[],
      })
    }
    return model
  } catch (error) {
    throw new FileFormatError(file, error instanceof Error ? error.message : String(error))
  }
}

function parseTopology(text: string, file: string): ModelTopology {
  let topology: ModelTopology | null
  try {
    topology = JSON.parse(text) as ModelTopology | null
  } catch {
    throw new FileFormatError(file, 'it is no JSON')
  }
  if (topology?.format !== 'grade-descent model' || topology.version !== 1 || !Array.isArray(topology.layers)) {
    throw new FileFormatError(file, "a 'grade-descent model' of version 1 expected")
  }
  return topology
}
