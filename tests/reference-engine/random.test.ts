import { describe, expect, test } from '@jest/globals'
import { Random } from '../../reference-engine/random.ts'

/** The generator once more, in whole numbers of any size, from the published statements. */
const mask = 0xffffffffn
const rotateLeft = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (32n - bits))) & mask

/** xoshiro128**: https://prng.di.unimi.it/xoshiro128starstar.c */
function xoshiro(state: bigint[]): () => bigint {
  const s = [...state]
  return () => {
    const result = (rotateLeft((s[1] * 5n) & mask, 7n) * 9n) & mask
    const t = (s[1] << 9n) & mask
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotateLeft(s[3], 11n)
    return result
  }
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): bigint {
  return [...text].reduce((hash, letter) => ((hash ^ BigInt(letter.charCodeAt(0))) * 16777619n) & mask, 2166136261n)
}

/** SplitMix32's output function, with its golden-ratio increment. */
function splitMix32(start: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => {
    let z = (start + BigInt(index + 1) * 0x9e3779b9n) & mask
    z = ((z ^ (z >> 16n)) * 0x21f0aaadn) & mask
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) & mask
    return z ^ (z >> 15n)
  })
}

function oracle(seed: string): () => bigint {
  return xoshiro(splitMix32(fnv1a(seed), 4))
}

function draws(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next)
}

function average(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}

describe('the oracle of these tests', () => {
  test('gives the published vectors', () => {
    const next = xoshiro([1n, 2n, 3n, 4n])
    expect(Array.from({ length: 6 }, next)).toEqual([11520n, 0n, 5927040n, 70819200n, 2031721883n, 1637235492n])
    expect(fnv1a('foobar')).toBe(0xbf9cf968n)
    expect(fnv1a('a')).toBe(0xe40c292cn)
  })
})

describe('Random', () => {
  test.each(['', '0', '42', 'exercise-1/sigmoid-values/3', 'deadbeef'])('seed %j gives xoshiro128**', (seed) => {
    const random = new Random(seed)
    const next = oracle(seed)
    for (let index = 0; index < 100; index++) {
      const bits = (next() >> 5n) * 67108864n + (next() >> 6n)
      expect(random.uniform()).toBe(Number(bits) / 2 ** 53)
    }
  })

  test('a number is the seed of its text', () => {
    expect(new Random(42).seed).toBe('42')
    expect(draws(5, () => new Random(42).uniform())).toEqual(draws(5, () => new Random('42').uniform()))
  })

  test('seeds that differ in one character have nothing in common', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => new Random(seed).uniform())
    expect(new Set(first).size).toBe(2000)
    expect(average(first)).toBeCloseTo(0.5, 1)
    const products = first.slice(1).map((value, index) => (value - 0.5) * (first[index] - 0.5) * 12)
    expect(Math.abs(average(products))).toBeLessThan(4 / Math.sqrt(2000))
  })

  test('uniform stays in its bounds and fills them evenly', () => {
    const random = new Random('uniform')
    const values = draws(20000, () => random.uniform(-2, 6))
    expect(values.every((value) => value >= -2 && value < 6)).toBe(true)
    const counts = new Array<number>(16).fill(0)
    for (const value of values) counts[Math.floor((value + 2) * 2)]++
    const chiSquared = counts.reduce((total, count) => total + (count - 1250) ** 2 / 1250, 0)
    expect(chiSquared).toBeLessThan(37.7) // 0.999 quantile, 15 degrees of freedom
  })

  test('normal has the moments and quantiles of the normal distribution', () => {
    const random = new Random('normal')
    const values = draws(40000, () => random.normal(3, 2)).map((value) => (value - 3) / 2)
    const error = 4 / Math.sqrt(values.length)
    expect(Math.abs(average(values))).toBeLessThan(error)
    expect(Math.abs(average(values.map((value) => value ** 2)) - 1)).toBeLessThan(error * Math.sqrt(2))
    expect(Math.abs(average(values.map((value) => value ** 3)))).toBeLessThan(error * Math.sqrt(15))
    expect(Math.abs(average(values.map((value) => value ** 4)) - 3)).toBeLessThan(error * Math.sqrt(96))
    expect(Math.abs(average(values.map((value) => (value < 1.959964 ? 1 : 0))) - 0.975)).toBeLessThan(error / 4)
    const neighbours = values.slice(1).map((value, index) => value * values[index])
    expect(Math.abs(average(neighbours))).toBeLessThan(error)
  })

  test('normal is finite and standard unless told', () => {
    const random = new Random('standard')
    const values = draws(5000, () => random.normal())
    expect(values.every(Number.isFinite)).toBe(true)
    expect(Math.abs(average(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.1)
  })

  test('integer gives each number equally often', () => {
    const random = new Random('integer')
    const counts = new Array<number>(7).fill(0)
    for (let index = 0; index < 14000; index++) counts[random.integer(7)]++
    const chiSquared = counts.reduce((total, count) => total + (count - 2000) ** 2 / 2000, 0)
    expect(chiSquared).toBeLessThan(22.5) // 0.999 quantile, 6 degrees of freedom
  })

  test('integer throws away the part that would make small numbers likelier', () => {
    const count = 3_000_000_000
    const random = new Random('rejection')
    const next = oracle('rejection')
    for (let index = 0; index < 50; index++) {
      let expected = next()
      while (expected >= BigInt(count)) expected = next()
      expect(random.integer(count)).toBe(Number(expected))
    }
  })

  test.each([0, 1, 2, 17])('permutation(%d) holds each number once', (n) => {
    const permutation = new Random('permutation').permutation(n)
    expect(permutation).toBeInstanceOf(Int32Array)
    expect([...permutation].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, index) => index))
  })

  test('the 24 permutations of 4 are equally likely', () => {
    const random = new Random('orders')
    const counts = new Map<string, number>()
    for (let index = 0; index < 12000; index++) {
      const order = random.permutation(4).join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    const chiSquared = [...counts.values()].reduce((total, count) => total + (count - 500) ** 2 / 500, 0)
    expect(chiSquared).toBeLessThan(49.7) // 0.999 quantile, 23 degrees of freedom
  })
})
