import { ArgumentError } from '../argument-error.ts'
import { formatValue } from '../expect-argument.ts'
import { lossByName, type LossName } from '../losses/loss-by-name.ts'
import type { Loss } from '../losses/loss.ts'
import { metricByName, type MetricName } from '../metrics/metric-by-name.ts'
import type { Metric } from '../metrics/metric.ts'
import { optimizerByName, type OptimizerName } from '../optimizers/optimizer-by-name.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'

/** Each by tf.layers' name, or made; a model with a loss or metric of one's own can't be saved. */
export type CompileOptions = {
  optimizer: OptimizerName | Optimizer
  loss: LossName | Loss
  metrics?: readonly (MetricName | Metric)[]
}

/** @internal */
export type Compiled = { optimizer: Optimizer; loss: Loss; metrics: readonly (MetricName | Metric)[] }

/** @throws ArgumentError when there is no such optimizer, loss or metric @internal */
export function compileOptions({ optimizer, loss, metrics = [] }: CompileOptions): Compiled {
  if (!Array.isArray(metrics)) throw new ArgumentError('compile', 'metrics', 'an array', formatValue(metrics))
  const compiled: Compiled = {
    optimizer: typeof optimizer === 'string' ? optimizerByName(optimizer) : optimizer,
    loss: typeof loss === 'string' ? lossByName(loss) : loss,
    metrics,
  }
  metricsFor(compiled, [1])
  return compiled
}

/** The metrics, now that the output's shape is known: accuracy depends on it. @internal */
export function metricsFor({ loss, metrics }: Compiled, outputShape: readonly number[]): Metric[] {
  return metrics.map((metric) => (typeof metric === 'string' ? metricByName(metric, loss, outputShape) : metric))
}
