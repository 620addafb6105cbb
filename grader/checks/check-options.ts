import type { Random } from '../../reference-engine/random.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'

/** Arguments of one call, as a tuple type such as `[x: Tensor, parameters: DenseParameters]`. */
export type Inputs = readonly Value[]

/** What every check builder takes. */
export interface CheckOptions {
  points: number
  /** What the check asks, as a heading. */
  title: Text
  /** Ids of checks that must pass first, beside the part's own first check, which every later one waits for. */
  needs?: readonly string[]
  /** The id is `part-name`; the default name is the check's kind. */
  name?: string
  /** What was wrong in the code that the student was given, and why; told once the check passes. */
  lesson?: Text
}

/** A part whose result, kept in the student's process, is an argument of the part under test. */
export interface CacheSource<Case extends Inputs> {
  /** Such as `networkForward`. */
  part: string
  inputs(...drawn: Case): Inputs
}

/** Where the cases come from. */
export interface Drawn<Case extends Inputs> {
  /** Number of cases. */
  cases?: number
  /** Draws one case; shapes odd and unequal, so that a transposed or mixed-up axis shows. */
  draw(random: Random, index: number): Case
}

/** A part that may take the kept result of another one. */
export interface Called<Case extends Inputs> extends Drawn<Case> {
  cache?: CacheSource<Case>
  /** Arguments of the part under test; default: the drawn ones as they are. */
  arguments?(drawn: Case, cache: Value): Inputs
}
