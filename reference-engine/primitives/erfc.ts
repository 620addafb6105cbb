const twoOverRootPi = 2 / Math.sqrt(Math.PI)

/** From here on the fraction needs few terms, and below it the series loses at most three of the 16 digits. */
const seriesUpTo = 2

/**
 * The complementary error function 2 / sqrt(pi) times the integral of e^-t^2 from x to infinity, of one number; right to
 * 1e-12 of its value also far out, where it is tiny.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  return x < seriesUpTo ? 1 - erfBySeries(x) : erfcByFraction(x)
}

/** Digital Library of Mathematical Functions, 7.6.2: all its terms have one sign, so that nothing cancels. */
function erfBySeries(x: number): number {
  let term = x
  let total = x
  for (let n = 1; term > total * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    total += term
  }
  return twoOverRootPi * Math.exp(-x * x) * total
}

/** Digital Library of Mathematical Functions, 7.9.1, as x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))), from the inside out. */
function erfcByFraction(x: number): number {
  let denominator = x
  for (let n = 60; n > 0; n--) denominator = x + n / 2 / denominator
  return (twoOverRootPi / 2) * (Math.exp(-x * x) / denominator)
}
