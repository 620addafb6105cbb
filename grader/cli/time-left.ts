/** Seconds left when `done` of `total` steps are done; null while there is nothing to tell it from. */
export type TimeLeft = (work: string, done: number, total: number) => number | null

/**
 * Tells the time left from the pace so far. Other work, or the same begun again, has a pace of its own, so that the slow half
 * of a check is not told by the quick one.
 *
 * @param now milliseconds
 */
export function timeLeft(now: () => number = () => performance.now()): TimeLeft {
  let current = ''
  let begun = { at: 0, done: 0 }
  let latest = 0
  return (work, done, total) => {
    if (work !== current || done < latest) {
      current = work
      begun = { at: now(), done }
    }
    latest = done
    const steps = done - begun.done
    return steps === 0 ? null : (((now() - begun.at) / steps) * (total - done)) / 1000
  }
}
