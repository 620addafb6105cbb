import { Random } from '../../reference-engine/random.ts'
import type { RandomSeed, Value } from '../subject/subject.ts'
import { isTensorLike } from './result-tree.ts'

/**
 * Arguments as the engine's functions take them: what crosses the process boundary as the seed of a `Random` is that `Random`,
 * fresh at every call.
 */
export function reviveRandoms(inputs: readonly Value[]): readonly Value[] {
  return inputs.map((input) => mapSeeds(input, ({ randomSeed }) => new Random(randomSeed) as unknown as Value))
}

/** The tree with every seed of a `Random` in it replaced. */
export function mapSeeds(value: Value, replace: (seed: RandomSeed) => Value): Value {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || isTensorLike(value)) return value
  if (isRandomSeed(value)) return replace(value)
  if (Array.isArray(value)) return value.map((entry: Value) => mapSeeds(entry, replace))
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapSeeds(entry as Value, replace)]))
}

function isRandomSeed(value: object): value is RandomSeed {
  return 'randomSeed' in value && typeof value.randomSeed === 'string'
}
