/** Six significant digits at most; strings such as `NaN` stay as they are. */
export function formatNumber(value: number | string, digits = 6): string {
  if (typeof value === 'string') return value
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size >= 1e6 || size < 1e-4) return value.toExponential(digits - 1).replace(/\.?0+e/, 'e')
  return String(Number(value.toPrecision(digits)))
}

/** Points: hundredths at most. */
export function formatPoints(points: number): string {
  return String(Math.round(points * 100) / 100)
}

export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

/** Milliseconds, as seconds from one second on. */
export function formatDuration(milliseconds: number): string {
  return milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${formatNumber(milliseconds, 3)} ms`
}

export function formatIndex(index: readonly number[]): string {
  return `[${index.join(', ')}]`
}

/** The number, or NaN where the report carries a word. */
export function numeric(value: number | string): number {
  return typeof value === 'number' ? value : Number(value)
}
