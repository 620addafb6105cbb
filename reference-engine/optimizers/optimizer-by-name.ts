import { expectOneOf } from '../expect-argument.ts'
import { adamWOptimizer } from './adam-w.ts'
import { adamOptimizer } from './adam.ts'
import type { Optimizer } from './optimizer.ts'
import { rmsPropOptimizer } from './rms-prop.ts'
import { sgd } from './sgd.ts'

const optimizers = {
  sgd,
  rmsProp: rmsPropOptimizer,
  rmsprop: rmsPropOptimizer,
  adam: adamOptimizer,
  adamW: adamWOptimizer,
}

/** What `Sequential.compile` takes for an optimizer with its default options. */
export type OptimizerName = keyof typeof optimizers

/** @throws ArgumentError when there is no such optimizer, or an option is out of its range */
export function optimizerByName(name: OptimizerName, config: Optimizer['config'] = {}): Optimizer {
  expectOneOf('compile', 'optimizer', name, Object.keys(optimizers))
  return optimizers[name](config)
}
