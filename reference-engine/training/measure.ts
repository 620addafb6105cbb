import type { Logs } from '../callbacks/callback.ts'
import { Random } from '../random.ts'
import type { Tensor } from '../tensor.ts'
import { metricsFor, type Compiled } from './compile.ts'
import type { BuiltLayer } from './model-layers.ts'
import { forwardPass } from './passes.ts'

/** The loss with the penalties, and the metrics, of one batch. @internal */
export function measure(compiled: Compiled, penalty: number, output: Tensor, y: Tensor): Logs {
  return { loss: compiled.loss.value(output, y) + penalty, ...measureMetrics(compiled, () => output, y) }
}

/** The metrics of one batch. @param output asked for only where there are any @internal */
export function measureMetrics(compiled: Compiled, output: () => Tensor, y: Tensor): Logs {
  if (compiled.metrics.length === 0) return {}
  const given = output()
  const metrics = metricsFor(compiled, given.shape.slice(1))
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value(given, y)] as const))
}

/** The forward pass as it is after training: nothing is dropped, normalizations use their moving means. @internal */
export function infer(layers: readonly BuiltLayer[], x: Tensor): Tensor {
  return forwardPass(layers, x, { training: false, random: unused }).output
}

const unused = new Random('inference draws nothing')
