import { Random } from '../../reference-engine/random.ts'
import type { RandomSeed, Value } from '../subject/subject.ts'
import { isTensorLike } from './result-tree.ts'

/** True for what stands for a `Random` on its way across the process boundary. */
export function isRandomSeed(value: unknown): value is RandomSeed {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<RandomSeed>).randomSeed === 'string' &&
    Object.keys(value).length === 1
  )
}

/** Arguments as a function of the grader's own takes them: a new `Random` for each seed, the rest as it is. */
export function withRandom(inputs: readonly Value[]): Value[] {
  return inputs.map((input) => mapSeeds(input, ({ randomSeed }) => new Random(randomSeed) as unknown as Value))
}

/** The tree with each seed of a `Random` in it replaced; what holds none is as it was. */
export function mapSeeds(value: Value, replace: (seed: RandomSeed) => Value): Value {
  if (isRandomSeed(value)) return replace(value)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || isTensorLike(value)) return value
  if (Array.isArray(value)) return keptIfSame(value as readonly Value[], replace)
  const entries = Object.entries(value as { readonly [key: string]: Value })
  const after = entries.map(([key, entry]) => [key, mapSeeds(entry, replace)] as const)
  return after.every(([, entry], index) => entry === entries[index][1]) ? value : Object.fromEntries(after)
}

function keptIfSame(values: readonly Value[], replace: (seed: RandomSeed) => Value): readonly Value[] {
  const after = values.map((value) => mapSeeds(value, replace))
  return after.every((entry, index) => entry === values[index]) ? values : after
}
