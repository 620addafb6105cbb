import { Real } from './real'
import { multiplyAdd, numberBytes } from './vectors'

/** e^x of each number: in single precision by Cephes' polynomial (Moshier, 1989; 1 ulp or two), else by the standard library. */
export function exponential(x: v128): v128 {
  if (numberBytes == 8) {
    return f64x2(Math.exp(v128.extract_lane<f64>(x, 0)), Math.exp(v128.extract_lane<f64>(x, 1)))
  }
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(-87.33654)), f32x4.splat(88.02969))
  const power = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504088896341)))
  // ln 2 in two parts, so that what is left after whole powers of two loses nothing.
  const rest = multiplyAdd(power, f32x4.splat(2.1219444e-4), multiplyAdd(power, f32x4.splat(-0.693359375), bounded))
  let sum = f32x4.splat(1.98756915e-4)
  sum = multiplyAdd(sum, rest, f32x4.splat(1.3981999507e-3))
  sum = multiplyAdd(sum, rest, f32x4.splat(8.3334519073e-3))
  sum = multiplyAdd(sum, rest, f32x4.splat(4.1665795894e-2))
  sum = multiplyAdd(sum, rest, f32x4.splat(1.6666665459e-1))
  sum = multiplyAdd(sum, rest, f32x4.splat(5.0000001201e-1))
  sum = f32x4.add(multiplyAdd(sum, f32x4.mul(rest, rest), rest), f32x4.splat(1))
  const twoToThePower = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23)
  return f32x4.mul(sum, twoToThePower)
}

/** 1 / (1 + e^-x) of each number. */
export function logistic(x: v128): v128 {
  const one = v128.splat<Real>(1)
  return v128.div<Real>(one, v128.add<Real>(one, exponential(v128.neg<Real>(x))))
}

/** tanh of each number; near 0, where 1 - 2 / (e^2x + 1) would lose digits, by Cephes' polynomial. */
export function hyperbolicTangent(x: v128): v128 {
  if (numberBytes == 8) {
    return f64x2(Math.tanh(v128.extract_lane<f64>(x, 0)), Math.tanh(v128.extract_lane<f64>(x, 1)))
  }
  const one = f32x4.splat(1)
  const two = f32x4.splat(2)
  const far = f32x4.sub(one, f32x4.div(two, f32x4.add(exponential(f32x4.mul(two, x)), one)))
  const square = f32x4.mul(x, x)
  let sum = f32x4.splat(-5.70498872745e-3)
  sum = multiplyAdd(sum, square, f32x4.splat(2.06390887954e-2))
  sum = multiplyAdd(sum, square, f32x4.splat(-5.37397155531e-2))
  sum = multiplyAdd(sum, square, f32x4.splat(1.33314422036e-1))
  sum = multiplyAdd(sum, square, f32x4.splat(-3.33332819422e-1))
  const near = multiplyAdd(f32x4.mul(sum, square), x, x)
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), f32x4.splat(0.625)))
}
