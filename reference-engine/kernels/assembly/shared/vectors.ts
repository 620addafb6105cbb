import { Real } from './real'

/** Bytes of a number, and numbers in a vector of 128 bits. */
export const numberBytes: i32 = sizeof<Real>()
export const lanes: i32 = 16 / numberBytes

/** Two vectors lie side by side in a panel: so many columns, 32 bytes. */
export const panelColumns: i32 = 32 / numberBytes
export const panelShift: i32 = numberBytes == 4 ? 3 : 2

/** sum + a * b in one rounding where the machine's relaxed SIMD has it, else in two. */
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_madd<Real>(a, b, sum) : v128.add<Real>(sum, v128.mul<Real>(a, b))
}

/** vector += value, in memory. */
export function addTo(address: usize, value: v128): void {
  v128.store(address, v128.add<Real>(v128.load(address), value))
}
