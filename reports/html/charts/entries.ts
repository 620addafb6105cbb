import type { EntriesEvidence } from '../../../grader/report.ts'
import type { ReportText } from '../../../grader/text.ts'
import { formatIndex, formatNumber, numeric } from '../../numbers.ts'
import { sentences, words } from '../../words.ts'
import { numberWord, type Chart, type Drawing, type Plot } from '../chart.ts'

/** A larger matrix is shown through a window of this size. */
const windowSize = 24
/** Up to this size the cells carry their numbers. */
const numberedColumns = 6
const numberedRows = 16
const tableRows = 64

interface Cell {
  row: number
  column: number
  actual: number | string
  expected: number | string
  difference: number
  wrong: boolean
}

function cellsOf(evidence: EntriesEvidence): Cell[] {
  return evidence.actual.map((actual, k) => {
    const expected = evidence.expected[k]
    const difference = numeric(actual) - numeric(expected)
    return {
      row: Math.floor(k / evidence.columns),
      column: k % evidence.columns,
      actual,
      expected,
      difference,
      wrong: actual !== expected && !(Math.abs(difference) <= evidence.tolerance),
    }
  })
}

/** The entry's own index: the rows are the leading axes run together. */
function indexOf(cell: Cell, shape: readonly number[]): string {
  if (shape.length === 0) return formatIndex([])
  const index = [cell.column]
  let rest = cell.row
  for (const size of shape.slice(0, -1).reverse()) {
    index.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return formatIndex(index)
}

/** NaN counts as the largest difference. */
function size(cell: Cell): number {
  return Number.isNaN(cell.difference) ? Infinity : Math.abs(cell.difference)
}

/** First row or column of the window that has the entry in its middle. */
function windowStart(middle: number, total: number): number {
  return Math.max(0, Math.min(middle - windowSize / 2, total - windowSize))
}

interface Window {
  rows: number[]
  columns: number[]
  numbered: boolean
}

function windowAround(cell: Cell | undefined, evidence: EntriesEvidence): Window {
  const range = (middle: number, total: number) => {
    const start = windowStart(middle, total)
    return Array.from({ length: Math.min(windowSize, total) }, (_, k) => start + k)
  }
  return {
    rows: range(cell?.row ?? 0, evidence.rows),
    columns: range(cell?.column ?? 0, evidence.columns),
    numbered: evidence.columns <= numberedColumns && evidence.rows <= numberedRows,
  }
}

type Field = 'actual' | 'expected' | 'difference'

function cellText(cell: Cell, field: Field): string {
  if (field === 'difference' && !cell.wrong) return '·'
  const value = cell[field]
  const sign = field === 'difference' && numeric(value) > 0 ? '+' : ''
  if (typeof value === 'string') return numberWord(value)
  const short = formatNumber(value, 3)
  return sign + (short.includes('e') ? formatNumber(value, 2) : short).replaceAll('-', '−')
}

function heatMap(plot: Plot, cells: readonly Cell[], shown: Window, field: Field, largest: number) {
  const at = { x: 'column', y: 'row' } as const
  const value = (cell: Cell) => numeric(cell[field])
  const opacity = (cell: Cell) => 0.06 + 0.5 * Math.min(1, Math.abs(value(cell)) / largest)
  const colored = cells.filter((cell) => Number.isFinite(value(cell)) && (field !== 'difference' || cell.wrong))
  const fill = (kind: string, some: Cell[]) =>
    plot.cell(some, {
      ...at,
      fill: `var(--chart-${kind})`,
      fillOpacity: { value: opacity, scale: null },
      inset: 0.5,
      rx: 2,
    })
  const wrong = field === 'expected' ? [] : cells.filter((cell) => cell.wrong)
  const [width, height] = shown.numbered ? [58, 28] : [10, 10]
  const ticks = (indices: number[]) => (shown.numbered ? indices : indices.filter((index) => index % 4 === 0))
  return {
    width: 26 + shown.columns.length * width + 4,
    height: 22 + shown.rows.length * height + 4,
    marginLeft: 26,
    marginTop: 22,
    marginRight: 4,
    marginBottom: 4,
    x: { type: 'band' as const, domain: shown.columns, padding: 0, axis: null },
    y: { type: 'band' as const, domain: shown.rows, padding: 0, axis: null },
    marks: [
      plot.axisX(ticks(shown.columns), { anchor: 'top', tickSize: 0, label: null, fontSize: 11, tickFormat: String }),
      plot.axisY(ticks(shown.rows), { tickSize: 0, label: null, fontSize: 11, tickFormat: String }),
      plot.cell(
        cells.filter((cell) => field === 'difference' && !cell.wrong),
        { ...at, fill: 'var(--muted)', fillOpacity: 0.1, inset: 0.5, rx: 2 },
      ),
      fill(
        'positive',
        colored.filter((cell) => value(cell) >= 0),
      ),
      fill(
        'negative',
        colored.filter((cell) => value(cell) < 0),
      ),
      plot.cell(wrong, { ...at, fill: 'none', stroke: 'var(--failed)', strokeWidth: 1.5, inset: 1.5, rx: 2 }),
      shown.numbered
        ? plot.text(cells, { ...at, text: (cell: Cell) => cellText(cell, field), fontSize: 11.5 })
        : plot.text(wrong, { ...at, text: () => '×', fontSize: 9, fontWeight: 'bold' }),
    ],
  }
}

function drawings(cells: readonly Cell[], shown: Window): Drawing[] {
  const inside = cells.filter((cell) => shown.rows.includes(cell.row) && shown.columns.includes(cell.column))
  const largestOf = (values: number[]) => Math.max(...values.filter(Number.isFinite), 0) || 1
  const largest = largestOf(
    inside.flatMap((cell) => [Math.abs(numeric(cell.actual)), Math.abs(numeric(cell.expected))]),
  )
  const largestDifference = largestOf(inside.map((cell) => Math.abs(cell.difference)))
  const draw = (caption: ReportText, field: Field): Drawing => ({
    caption,
    plot: (plot) => heatMap(plot, inside, shown, field, field === 'difference' ? largestDifference : largest),
  })
  return [draw(words.actual, 'actual'), draw(words.expected, 'expected'), draw(words.difference, 'difference')]
}

/** Three heat maps side by side: what came out, what was expected, and the difference. */
export function entriesChart(evidence: EntriesEvidence): Chart {
  const cells = cellsOf(evidence)
  const worstFirst = cells.filter((cell) => cell.wrong).sort((first, second) => size(second) - size(first))
  const [worst] = worstFirst
  const shown = windowAround(worst, evidence)
  const text = (value: number | string) => (typeof value === 'string' ? value : formatNumber(value))
  const span = (indices: number[]) => `${indices[0]}–${indices[indices.length - 1]}`
  const cut = shown.rows.length < evidence.rows || shown.columns.length < evidence.columns
  const listed = worstFirst.length === 0 ? cells.slice(0, tableRows) : worstFirst.slice(0, tableRows)
  return {
    title: sentences.entriesTitle(evidence.tensor),
    summary: [
      ...(worst === undefined
        ? []
        : [
            sentences.entries(
              evidence.wrongEntries,
              evidence.totalEntries,
              indexOf(worst, evidence.shape),
              text(worst.actual),
              text(worst.expected),
            ),
          ]),
      ...(cut ? [sentences.entriesWindow(span(shown.rows), span(shown.columns))] : []),
    ],
    drawings: drawings(cells, shown),
    axes: null,
    legend: [
      { sign: '▢', kind: 'wrong', text: words.wrongMark },
      { sign: '■', kind: 'positive', text: words.positiveMark },
      { sign: '■', kind: 'negative', text: words.negativeMark },
    ],
    table: {
      caption: worst === undefined ? words.table : sentences.entriesTable(listed.length, evidence.wrongEntries),
      head: [words.index, words.actual, words.expected, words.difference],
      rows: listed.map((cell) => [
        indexOf(cell, evidence.shape),
        text(cell.actual),
        text(cell.expected),
        formatNumber(cell.difference),
      ]),
    },
  }
}
