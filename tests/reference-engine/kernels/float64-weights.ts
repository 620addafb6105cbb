import type { Weights } from '../../../reference-engine/layers/layer.ts'

export function float64Weights(weights: Weights): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      { shape, dtype: 'float64' as const, data: Float64Array.from(data) },
    ]),
  )
}
