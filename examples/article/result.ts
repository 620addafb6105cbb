import type { Logs } from '../../reference-engine/callbacks/callback.ts'
import type { ImageSet } from '../../reference-engine/data/image-source.ts'
import type { Prediction } from './predictions.ts'

/** All that a run gives; the same for the same options, however often it was interrupted. */
export type Result = {
  images: number
  epochs: number
  seed: string
  /** The logs of each epoch. */
  history: readonly Logs[]
  /** Loss and accuracy on the test images. */
  test: Logs
  /** Of each test image. */
  predictions: readonly Prediction[]
  /** The first test images, for the grid. */
  shown: ImageSet
  classNames: readonly string[]
  /** The model's layers as text. */
  summary: string
}

export function countRight(predictions: readonly Prediction[]): number {
  return predictions.filter(({ label, predicted }) => label === predicted).length
}

/** The epochs and the test as a table, and how many test images are right. */
export function resultText({ history, test, predictions }: Result): string {
  const names = Object.keys(history[0])
  const row = (title: string, logs: Logs): string[] => [title, ...names.map((name) => logs[name]?.toFixed(4) ?? '')]
  const rows = [['epoch', ...names], ...history.map((logs, epoch) => row(String(epoch + 1), logs)), row('test', test)]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)))
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padStart(widths[column]))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n\n${countRight(predictions)} of ${predictions.length} test images are right.`
}
