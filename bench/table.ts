/** Rows under a head, the first column to the left and the others to the right; the last may be words, to the left too. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[], wordsLast = false): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)))
  const toTheLeft = (column: number) => column === 0 || (wordsLast && column === head.length - 1)
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (toTheLeft(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd()
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')
}
