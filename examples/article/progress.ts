import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { SingleBar } from 'cli-progress'
import type { Logs } from '../../reference-engine/callbacks/callback.ts'
import type { Dataset } from '../../reference-engine/datasets/dataset.ts'

export type BarState = {
  done: number
  /** 0 while it is unknown. */
  total: number
  logs?: Logs
  /** Milliseconds until the end; without it, what was done so far tells. */
  remaining?: number
}

export type Bar = { update(state: BarState): void; stop(): void }

/** A bar on stderr with the time left, gone when it stops; nothing where that is no terminal. */
export function showBar(title: string, total = 0): Bar {
  const bar = new SingleBar({
    format: '{title} {bar} {value}/{total}, {left} left{words}',
    stream: process.stderr,
    barsize: 14,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    // Otherwise a terminal that the process is killed in would no longer wrap lines.
    linewrap: true,
  })
  const startedAt = performance.now()
  bar.start(Math.max(1, total), 0, { title, words: '', left: '?' })
  return {
    update({ done, total, logs = {}, remaining = ((performance.now() - startedAt) / done) * (total - done) }) {
      bar.setTotal(Math.max(1, total))
      const words = logWords(logs)
      bar.update(done, { words: words && `, ${words}`, left: duration(remaining) })
    },
    stop: () => bar.stop(),
  }
}

/**
 * The same batches, with a bar that counts them.
 *
 * @param known what else the bar shows, asked for after each batch
 */
export function withBar(
  dataset: Dataset,
  title: (epoch: number) => string,
  known: () => Pick<BarState, 'logs' | 'remaining'> = () => ({}),
): Dataset {
  const { size, batchesPerEpoch } = dataset
  return {
    size,
    batchesPerEpoch,
    async *batches(epoch) {
      const bar = showBar(title(epoch), batchesPerEpoch)
      let done = 0
      try {
        for await (const batch of dataset.batches(epoch)) {
          yield batch
          bar.update({ done: ++done, total: batchesPerEpoch, ...known() })
          await turnOfTheLoop()
        }
      } finally {
        bar.stop()
      }
    },
  }
}

/** `loss 0.8123 accuracy 0.7012` */
export function logWords(logs: Logs): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join(' ')
}

/** Milliseconds as 1:02:03 or 2:03; `?` where there is no telling. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '?'
  const seconds = Math.round(milliseconds / 1000)
  const padded = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const end = padded(seconds % 60)
  return minutes < 60 ? `${minutes}:${end}` : `${Math.floor(minutes / 60)}:${padded(minutes % 60)}:${end}`
}
