/**
 * Seeded randomness, the only one in the project: xoshiro128** (Blackman and Vigna, 2018), its state filled by SplitMix32
 * from a hash of the seed, so that seeds that differ in one character give unrelated numbers.
 */
export class Random {
  /** What it was made with, as text. */
  readonly seed: string
  readonly #state: Uint32Array

  /** @param seed any text or number; the same one always gives the same numbers */
  constructor(seed: string | number) {
    this.seed = String(seed)
    this.#state = stateFrom(this.seed)
  }

  /** One number, uniform in [low, high). */
  uniform(low = 0, high = 1): number {
    const fraction = (this.#next() >>> 5) * 67108864 + (this.#next() >>> 6)
    return low + (high - low) * (fraction / 9007199254740992)
  }

  /** One number from the normal distribution (Box and Muller, 1958). */
  normal(mean = 0, standardDeviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return mean + standardDeviation * radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /** A whole number from 0 to `count` - 1, each equally likely. */
  integer(count: number): number {
    const limit = 4294967296 - (4294967296 % count)
    let drawn = this.#next()
    while (drawn >= limit) drawn = this.#next()
    return drawn % count
  }

  /** The numbers 0 to n - 1 in a uniformly random order (Fisher and Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, index) => index)
    for (let last = n - 1; last > 0; last--) {
      const other = this.integer(last + 1)
      const kept = order[last]
      order[last] = order[other]
      order[other] = kept
    }
    return order
  }

  #next(): number {
    const state = this.#state
    const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0
    const shifted = state[1] << 9
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotateLeft(state[3], 11)
    return result
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function stateFrom(seed: string): Uint32Array {
  let hash = 2166136261
  for (let index = 0; index < seed.length; index++) hash = Math.imul(hash ^ seed.charCodeAt(index), 16777619)
  return Uint32Array.from({ length: 4 }, (_, word) => splitMix(hash + Math.imul(word + 1, 0x9e3779b9)))
}

function splitMix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
