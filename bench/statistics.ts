/** The middle one, or the mean of the two in the middle. @param numbers one or more */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** A number for each turn; undefined where a turn was not taken. */
export type Turns = readonly (number | undefined)[]

/**
 * How many times the other's an amount is: the median of the ratios within each turn, so that what the machine did in a turn
 * cancels out. Undefined when there is no turn that both took.
 */
export function medianOfPairs(ones: Turns, others: Turns): number | undefined {
  const ratios = ones.flatMap((one, turn) => {
    const other = others[turn]
    return one === undefined || other === undefined ? [] : [one / other]
  })
  return ratios.length === 0 ? undefined : median(ratios)
}
