import { describe, expect, test } from '@jest/globals'
import { gelu, geluBackward } from '../../../reference-engine/ops/gelu.ts'
import { scalarOracle, type ScalarOracle } from '../scalar-oracle.ts'
import { expectClose, float64 } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeActivation } from './elementwise.ts'

/** Simpson's rule for the density, from far out: slow, and independent of every series. */
function normalDistribution(x: number): number {
  const [from, pieces] = [Math.min(x, 0) - 12, 20_000]
  const width = (x - from) / pieces
  let total = 0
  for (let index = 0; index <= pieces; index++) {
    const t = from + index * width
    const weight = index === 0 || index === pieces ? 1 : index % 2 === 1 ? 4 : 2
    total += weight * Math.exp((-t * t) / 2)
  }
  return (total * width) / 3 / Math.sqrt(2 * Math.PI)
}

const byTanh = scalarOracle('x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2')

const byDistribution: ScalarOracle = {
  value: (x) => x * normalDistribution(x),
  derivative: (x) => normalDistribution(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI),
}

const distributionInTf = {
  exact: (x: tf.Tensor) => tf.erf(x.div(Math.SQRT2)),
  byTanh: (x: tf.Tensor) => tf.tanh(x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))),
}

describe.each([false, true])('approximate: %p', (approximate) => {
  const distribution = approximate ? distributionInTf.byTanh : distributionInTf.exact
  describeActivation({
    name: 'gelu',
    forward: (x) => gelu(x, { approximate }),
    backward: (dOut, x) => geluBackward(dOut, x, { approximate }),
    inTf: (x) => x.mul(distribution(x).add(1)).div(2),
    oracle: approximate ? byTanh : byDistribution,
    points: [-8, -5, -2.9, -2.8, -1.5, -0.75, -0.1, 0, 1e-9, 0.3, 1, 2, 2.83, 4, 9],
    reach: 9,
    spread: 0.7,
  })

  test('is x far above 0 and 0 far below, with slopes of 1 and 0', () => {
    const x = float64([1000, -1000, Infinity, -Infinity])
    expect(Array.from(gelu(x, { approximate }).data, Math.abs)).toEqual([1000, 0, Infinity, 0])
    expect(Array.from(geluBackward(float64([1, 1, 1, 1]), x, { approximate }).data, Math.abs)).toEqual([1, 0, 1, 0])
  })
})

test('published values: PyTorch, gelu of 1 and -1 and its tanh form of 1; exact unless told', () => {
  expectClose(gelu(float64([1, -1])), { shape: [2], data: [0.8413447460685429, -0.15865525393145707] })
  expectClose(gelu(float64([1]), { approximate: true }), { shape: [1], data: [0.8411919906082768] })
})

test("what is neither true nor false, such as PyTorch's 'none', says so", () => {
  const options = { approximate: 'none' as unknown as boolean }
  expect(() => gelu(float64([1]), options)).toThrow("gelu: approximate must be true or false; got 'none'")
  expect(() => geluBackward(float64([1]), float64([1]), options)).toThrow('geluBackward: approximate must be')
})
