import type { GradientEvidence } from '../../../grader/report.ts'
import { formatIndex, formatNumber, numeric } from '../../numbers.ts'
import { sentences, words } from '../../words.ts'
import type { Chart } from '../chart.ts'

const tableRows = 40

interface Point {
  analytic: number
  numeric: number
  wrong: boolean
}

function isWrong(entry: GradientEvidence['entries'][number]): boolean {
  return !(Math.abs(numeric(entry.analytic) - numeric(entry.numeric)) <= entry.tolerance)
}

/** Analytic against numeric gradient: what is right lies on the diagonal. */
export function gradientChart(evidence: GradientEvidence): Chart {
  const points: Point[] = evidence.entries
    .map((entry) => ({ analytic: numeric(entry.analytic), numeric: numeric(entry.numeric), wrong: isWrong(entry) }))
    .filter((point) => Number.isFinite(point.analytic) && Number.isFinite(point.numeric))
  const reach = Math.max(...points.flatMap((point) => [Math.abs(point.analytic), Math.abs(point.numeric)]), 0) || 1
  const left = evidence.entries.length - points.length
  const worst = evidence.entries.find(isWrong)
  const listed = evidence.entries.slice(0, tableRows)
  return {
    title: sentences.gradientTitle(evidence.tensor),
    summary: [
      ...(worst === undefined
        ? []
        : [
            sentences.gradient(
              evidence.wrongEntries,
              evidence.totalEntries,
              formatIndex(worst.index),
              formatNumber(worst.analytic),
              formatNumber(worst.numeric),
            ),
          ]),
      ...(left > 0 ? [sentences.notNumbers(left)] : []),
    ],
    drawings: [
      {
        caption: null,
        plot: (plot) => ({
          width: 380,
          height: 340,
          marginLeft: 52,
          marginRight: 12,
          marginTop: 8,
          marginBottom: 30,
          x: { label: null, ticks: 5, nice: true },
          y: { label: null, ticks: 5, nice: true },
          marks: [
            plot.gridX({ strokeOpacity: 0.12, ticks: 5 }),
            plot.gridY({ strokeOpacity: 0.12, ticks: 5 }),
            plot.line(
              [
                [-reach, -reach],
                [reach, reach],
              ],
              { stroke: 'var(--reference)', strokeDasharray: '5 4', strokeWidth: 1.5 },
            ),
            plot.dot(
              points.filter((point) => !point.wrong),
              { x: 'numeric', y: 'analytic', r: 3, fill: 'var(--passed)', fillOpacity: 0.75 },
            ),
            plot.dot(
              points.filter((point) => point.wrong),
              { x: 'numeric', y: 'analytic', r: 4, symbol: 'times', stroke: 'var(--failed)', strokeWidth: 1.75 },
            ),
          ],
        }),
      },
    ],
    axes: { x: words.numeric, y: words.analytic },
    legend: [
      { sign: '×', kind: 'wrong', text: words.crossMark },
      { sign: '●', kind: 'right', text: words.dotMark },
      { sign: '- -', kind: 'reference', text: words.diagonal },
    ],
    table: {
      caption: sentences.gradientTable(listed.length, evidence.totalEntries),
      head: [words.index, words.analytic, words.numeric, words.tolerance, words.verdict],
      rows: listed.map((entry) => [
        formatIndex(entry.index),
        formatNumber(entry.analytic),
        formatNumber(entry.numeric),
        formatNumber(entry.tolerance, 2),
        isWrong(entry) ? '✗' : '✓',
      ]),
    },
  }
}
