import { Real } from './shared/real'
import { multiplyAdd } from './shared/vectors'

/**
 * Does nothing but multiply and add, in registers: what it does in a second is the machine's limit. Twelve sums side by side, so that none
 * waits for its own last result, and two rounds in one, so that the loop itself costs little.
 *
 * @param rounds of 24 vectors
 * @returns a number that depends on all of them
 */
export function multiplyAddRate(rounds: i32): Real {
  const factor = v128.splat<Real>(0.999)
  const term = v128.splat<Real>(0.5)
  let s0 = v128.splat<Real>(0)
  let s1 = v128.splat<Real>(1)
  let s2 = v128.splat<Real>(2)
  let s3 = v128.splat<Real>(3)
  let s4 = v128.splat<Real>(4)
  let s5 = v128.splat<Real>(5)
  let s6 = v128.splat<Real>(6)
  let s7 = v128.splat<Real>(7)
  let s8 = v128.splat<Real>(8)
  let s9 = v128.splat<Real>(9)
  let s10 = v128.splat<Real>(10)
  let s11 = v128.splat<Real>(11)
  for (let round = 0; round < rounds; round++) {
    s0 = multiplyAdd(s0, factor, term)
    s1 = multiplyAdd(s1, factor, term)
    s2 = multiplyAdd(s2, factor, term)
    s3 = multiplyAdd(s3, factor, term)
    s4 = multiplyAdd(s4, factor, term)
    s5 = multiplyAdd(s5, factor, term)
    s6 = multiplyAdd(s6, factor, term)
    s7 = multiplyAdd(s7, factor, term)
    s8 = multiplyAdd(s8, factor, term)
    s9 = multiplyAdd(s9, factor, term)
    s10 = multiplyAdd(s10, factor, term)
    s11 = multiplyAdd(s11, factor, term)
    s0 = multiplyAdd(s0, factor, term)
    s1 = multiplyAdd(s1, factor, term)
    s2 = multiplyAdd(s2, factor, term)
    s3 = multiplyAdd(s3, factor, term)
    s4 = multiplyAdd(s4, factor, term)
    s5 = multiplyAdd(s5, factor, term)
    s6 = multiplyAdd(s6, factor, term)
    s7 = multiplyAdd(s7, factor, term)
    s8 = multiplyAdd(s8, factor, term)
    s9 = multiplyAdd(s9, factor, term)
    s10 = multiplyAdd(s10, factor, term)
    s11 = multiplyAdd(s11, factor, term)
  }
  let sum = v128.add<Real>(v128.add<Real>(s0, s1), v128.add<Real>(s2, s3))
  sum = v128.add<Real>(sum, v128.add<Real>(v128.add<Real>(s4, s5), v128.add<Real>(s6, s7)))
  sum = v128.add<Real>(sum, v128.add<Real>(v128.add<Real>(s8, s9), v128.add<Real>(s10, s11)))
  return v128.extract_lane<Real>(sum, 0)
}
