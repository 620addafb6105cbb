import type { AccuracyEvidence } from '../../../grader/report.ts'
import { formatPercent } from '../../numbers.ts'
import { sentences, words } from '../../words.ts'
import type { Chart } from '../chart.ts'

/** Accuracy beside the reference's; target and floor are differences to the reference. */
export function accuracyChart(evidence: AccuracyEvidence): Chart {
  const share = (value: number) => Math.min(1, Math.max(0, value))
  const yours = evidence.accuracy
  const reference = evidence.referenceAccuracy
  const needed = share(reference + evidence.target)
  const floor = share(reference + evidence.floor)
  return {
    title: sentences.accuracyTitle,
    summary: [
      sentences.accuracy(formatPercent(yours), formatPercent(reference), formatPercent(needed), evidence.testImages),
    ],
    drawings: [
      {
        caption: null,
        plot: (plot) => ({
          width: 480,
          height: 96,
          marginLeft: 16,
          marginRight: 24,
          marginTop: 12,
          marginBottom: 30,
          x: {
            label: null,
            domain: [0, share(1.25 * Math.max(yours, reference, needed, 0.08))],
            ticks: 5,
            tickFormat: '.0%',
          },
          y: { axis: null, domain: [0, 2] },
          marks: [
            plot.ruleX([floor], { stroke: 'var(--muted)', strokeWidth: 2, strokeDasharray: '1.5 3.5' }),
            plot.ruleX([needed], { stroke: 'var(--failed)', strokeWidth: 2, strokeDasharray: '6 4' }),
            plot.dot([reference], {
              x: (x: number) => x,
              y: () => 1,
              r: 6,
              symbol: 'diamond',
              stroke: 'var(--reference)',
              strokeWidth: 2,
            }),
            plot.dot([yours], { x: (x: number) => x, y: () => 1, r: 6, fill: 'var(--yours)' }),
            plot.ruleY([0], { strokeOpacity: 0.4 }),
          ],
        }),
      },
    ],
    axes: { x: words.accuracy, y: { en: '', zh: '' } },
    legend: [
      { sign: '●', kind: 'yours', text: words.yourAccuracy },
      { sign: '◇', kind: 'reference', text: words.referenceAccuracy },
      { sign: '╎', kind: 'limit', text: words.targetAccuracy },
      { sign: '┊', kind: 'reference', text: words.floorAccuracy },
    ],
    table: {
      caption: sentences.accuracyTitle,
      head: [words.yourAccuracy, words.referenceAccuracy, words.targetAccuracy, words.floorAccuracy, words.testImages],
      rows: [[...[yours, reference, needed, floor].map(formatPercent), String(evidence.testImages)]],
    },
  }
}
