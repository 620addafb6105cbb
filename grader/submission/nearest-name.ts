import { closest, distance } from 'fastest-levenshtein'

/** The name that was probably meant; null when none is near. */
export function nearestName(name: string, names: readonly string[]): string | null {
  if (names.length === 0) return null
  const lower = name.toLowerCase()
  const near = closest(
    lower,
    names.map((known) => known.toLowerCase()),
  )
  const found = names.find((known) => known.toLowerCase() === near) ?? null
  return distance(lower, near) <= Math.max(1, Math.floor(name.length / 3)) ? found : null
}
