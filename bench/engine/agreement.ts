import type { Fingerprints } from './protocol.ts'

/** What a contestant computed: losses of the first steps, or fingerprints of the outputs. */
export type Computed = { contestant: string; losses: readonly number[]; fingerprints?: Fingerprints }

export type Agreement = {
  /** Whom the others are compared with. */
  reference: string
  /** The largest relative difference of each contestant to the reference, and where it is. */
  differences: readonly { contestant: string; largest: number; where: string; agrees: boolean }[]
}

/** Relative; losses more closely, because they are means of many numbers. Later losses say little: Adam makes rounding larger. */
const tolerances = { loss: 1e-4, tensor: 1e-3 }
const firstSteps = 8

/** Compares all with one of them: the plain path, which the tests hold against other oracles, or else the first. */
export function compareComputed(all: readonly Computed[]): Agreement | undefined {
  if (all.length === 0) return undefined
  const reference = all.find(({ contestant }) => contestant === 'plain') ?? all[0]
  const others = all.filter((one) => one !== reference)
  return { reference: reference.contestant, differences: others.map((one) => compare(one, reference)) }
}

function compare(one: Computed, reference: Computed): Agreement['differences'][number] {
  const { contestant } = one
  const isTraining = reference.losses.length > 0
  const differences = isTraining ? lossDifferences(one, reference) : tensorDifferences(one, reference)
  const [largest, where] = differences.reduce((most, each) => (each[0] <= most[0] ? most : each), [0, 'nothing'])
  const agrees = differences.length > 0 && largest <= (isTraining ? tolerances.loss : tolerances.tensor)
  return { contestant, largest, where, agrees }
}

function lossDifferences({ losses }: Computed, reference: Computed): [number, string][] {
  const steps = Math.min(losses.length, reference.losses.length, firstSteps)
  return losses
    .slice(0, steps)
    .map((loss, step) => [relative(loss - reference.losses[step], reference.losses[step]), `loss of step ${step + 1}`])
}

function tensorDifferences({ fingerprints = {} }: Computed, reference: Computed): [number, string][] {
  return Object.entries(reference.fingerprints ?? {}).map(([name, [norm, projection]]) => {
    const [ownNorm, ownProjection] = fingerprints[name] ?? [NaN, NaN]
    return [Math.max(relative(ownNorm - norm, norm), relative(ownProjection - projection, norm)), name]
  })
}

/** Infinite for what is no number: it agrees with nothing. */
function relative(difference: number, size: number): number {
  const quotient = Math.abs(difference) / Math.abs(size)
  return Number.isNaN(quotient) ? Infinity : quotient
}
