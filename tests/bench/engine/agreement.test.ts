import { describe, expect, test } from '@jest/globals'
import { compareComputed, type Computed } from '../../../bench/engine/agreement.ts'

function trained(contestant: string, ...losses: number[]): Computed {
  return { contestant, losses }
}

function computed(contestant: string, norm: number, projection: number): Computed {
  return { contestant, losses: [], fingerprints: { y: [norm, projection] } }
}

function verdicts(...all: Computed[]): Record<string, boolean> {
  const differences = compareComputed(all)?.differences ?? []
  return Object.fromEntries(differences.map(({ contestant, agrees }) => [contestant, agrees]))
}

describe('compareComputed', () => {
  test('compares with the plain path where it is there, else with the first', () => {
    expect(compareComputed([trained('one', 1), trained('plain', 1)])?.reference).toBe('plain')
    expect(compareComputed([trained('one', 1), trained('other', 1)])?.reference).toBe('one')
    expect(compareComputed([])).toBeUndefined()
  })

  test('losses agree within 1e-4, over the steps that both took', () => {
    const plain = trained('plain', 2, 1)
    const near = trained('near', 2 * 1.00009, 1, 7)
    const far = trained('far', 2, 1.00011)
    expect(verdicts(plain, near, far)).toEqual({ near: true, far: false })
  })

  test('losses count for the first eight steps only', () => {
    const same = Array<number>(8).fill(1)
    expect(verdicts(trained('plain', ...same, 1), trained('other', ...same, 2))).toEqual({ other: true })
  })

  test('tensors agree within 1e-3 of the norm, by norm and by projection', () => {
    const plain = computed('plain', 100, 1)
    const near = computed('near', 100.09, 0.91)
    const longer = computed('longer', 100.11, 1)
    const shuffled = computed('shuffled', 100, 1.11)
    expect(verdicts(plain, near, longer, shuffled)).toEqual({ near: true, longer: false, shuffled: false })
  })

  test('names where the largest difference is', () => {
    const [difference] = compareComputed([trained('plain', 1, 2, 4), trained('other', 1, 2.1, 4.1)])?.differences ?? []
    expect(difference).toMatchObject({ contestant: 'other', where: 'loss of step 2' })
    expect(difference.largest).toBeCloseTo(0.05)
  })

  test('what is no number, is missing, or is nothing at all agrees with nothing', () => {
    const plain = computed('plain', 1, 1)
    const missing: Computed = { contestant: 'missing', losses: [], fingerprints: { z: [1, 1] } }
    expect(verdicts(plain, computed('broken', NaN, 1), missing)).toEqual({ broken: false, missing: false })
    expect(verdicts(trained('plain', 1, 1), trained('none'), trained('first', NaN, 1))).toEqual({
      none: false,
      first: false,
    })
  })
})
