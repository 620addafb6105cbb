import type { Logs } from '../callbacks/callback.ts'

/** Means of logs over batches, each weighted by its samples. @internal */
export type MeanLogs = { add(logs: Logs, samples: number): void; mean(prefix?: string): Logs }

/** @internal */
export function meanLogs(): MeanLogs {
  const totals = new Map<string, number>()
  let count = 0
  return {
    add(logs, samples) {
      count += samples
      for (const [name, value] of Object.entries(logs)) totals.set(name, (totals.get(name) ?? 0) + value * samples)
    },
    mean: (prefix = '') => Object.fromEntries([...totals].map(([name, total]) => [prefix + name, total / count])),
  }
}
