import type { BuiltLayer } from './model-layers.ts'
import { countWeights } from './weight-names.ts'

const headings = ['Layer (type)', 'Output shape', 'Param #']

/** A table of layers, output shapes and numbers of parameters, laid out as Keras does; `null` stands for the batch. @internal */
export function summarize(modelName: string, layers: readonly BuiltLayer[]): string {
  const counts = layers.map(countWeights)
  const all = counts.reduce((total, count) => total + count.all, 0)
  const trainable = counts.reduce((total, count) => total + count.trainable, 0)
  const rows = layers.map(({ name, layer, outputShape }, index) => [
    `${name} (${layer.className})`,
    `[${['null', ...outputShape].join(',')}]`,
    String(counts[index].all),
  ])
  const [heading, ...table] = aligned([headings, ...rows])
  const width = Math.max(...[heading, ...table].map((line) => line.length))
  return [
    `Model: ${modelName}`,
    '_'.repeat(width),
    heading,
    '='.repeat(width),
    ...table,
    '='.repeat(width),
    `Total params: ${all}`,
    `Trainable params: ${trainable}`,
    `Non-trainable params: ${all - trainable}`,
    '_'.repeat(width),
  ].join('\n')
}

/** Columns as wide as their widest cell and two spaces. */
function aligned(rows: readonly string[][]): string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column].length)) + 2)
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('')
      .trimEnd(),
  )
}
