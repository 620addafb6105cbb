import { all, create } from 'mathjs'
import type { ActivationName } from '../../../reference-engine/layers/activations.ts'

const math = create(all)

/** What each activation makes of one row, in plain numbers. */
export const plainActivations: { [Name in ActivationName]: (row: readonly number[]) => number[] } = {
  linear: (row) => [...row],
  gelu: (row) => row.map((z) => (z * (1 + math.erf(z / Math.SQRT2))) / 2),
  leakyRelu: (row) => row.map((z) => (z > 0 ? z : 0.2 * z)),
  logSoftmax: (row) => softmax(row).map(Math.log),
  relu: (row) => row.map((z) => (z > 0 ? z : 0)),
  sigmoid: (row) => row.map((z) => 1 / (1 + Math.exp(-z))),
  softmax,
  tanh: (row) => row.map(Math.tanh),
}

export const activationNames = Object.keys(plainActivations) as ActivationName[]

/** Those without a kink. */
export const smoothActivations = activationNames.filter((name) => !/relu/i.test(name))

/** The name for tf.layers; undefined where tf.js has no activation that does the same. */
export function activationOfTf(name: ActivationName): 'tanh' | undefined {
  return name === 'leakyRelu' ? undefined : (name as 'tanh')
}

/** The activation along the last axis, `rowLength` numbers at a time. */
export function activated(name: ActivationName, values: readonly number[], rowLength: number): number[] {
  const rows = Array.from({ length: values.length / rowLength }, (_, row) =>
    values.slice(row * rowLength, (row + 1) * rowLength),
  )
  return rows.flatMap(plainActivations[name])
}

function softmax(row: readonly number[]): number[] {
  const total = row.reduce((sum, z) => sum + Math.exp(z), 0)
  return row.map((z) => Math.exp(z) / total)
}
