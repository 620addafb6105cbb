/** The chance with which a right answer would be called wrong, for each question that is put to chance: about 1e-12. */
const logOfAlarm = Math.log(2e12)
const normalQuantile = 7.03

/**
 * Whether `hits` of `trials` independent events is what a probability gives: Chernoff's bound on the binomial distribution.
 *
 * @param probability strictly between 0 and 1
 */
export function isPlausible(hits: number, trials: number, probability: number): boolean {
  const share = hits / trials
  const divergence = term(share, probability) + term(1 - share, 1 - probability)
  return trials * divergence <= logOfAlarm
}

function term(share: number, probability: number): number {
  return share === 0 ? 0 : share * Math.log(share / probability)
}

/**
 * The largest value that chi-squared takes by chance (Wilson and Hilferty's approximation of its quantile).
 *
 * @param freedom degrees of freedom
 */
export function largestChiSquared(freedom: number): number {
  const spread = 2 / (9 * freedom)
  return freedom * (1 - spread + normalQuantile * Math.sqrt(spread)) ** 3
}

/**
 * Chi-squared of where the entries of many orders stand: 0 to n - 1, cut into `bins` equal parts, by the part of the order in
 * which each stands. Of uniformly random orders it has (bins - 1)^2 degrees of freedom.
 *
 * @param orders each of the numbers 0 to n - 1, n a multiple of `bins`
 */
export function placesChiSquared(orders: readonly (readonly number[])[], bins: number): number {
  const counts = new Float64Array(bins * bins)
  const length = orders[0].length
  for (const order of orders) {
    order.forEach((value, place) => {
      counts[Math.floor((value * bins) / length) * bins + Math.floor((place * bins) / length)]++
    })
  }
  const expected = (orders.length * length) / (bins * bins)
  return ((length - 1) / length) * sumOfSquares(counts, expected)
}

/** Chi-squared of which entry follows which, among the pairs of unequal entries; about n (n - 1) - 2 n + 1 degrees of freedom. */
export function neighboursChiSquared(orders: readonly (readonly number[])[]): number {
  const length = orders[0].length
  const counts = new Float64Array(length * length)
  for (const order of orders)
    for (let place = 1; place < length; place++) counts[order[place - 1] * length + order[place]]++
  const expected = orders.length / length
  const pairs = counts.filter((_, pair) => pair % (length + 1) !== 0)
  return sumOfSquares(pairs, expected)
}

function sumOfSquares(counts: Float64Array, expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2, 0) / expected
}
