import type { TimingEvidence } from '../../../grader/report.ts'
import type { ReportText } from '../../../grader/text.ts'
import { formatDuration, formatNumber } from '../../numbers.ts'
import { sentences, words } from '../../words.ts'
import type { Chart } from '../chart.ts'

function measurement(number: number): ReportText {
  return { en: `${words.measurement.en} ${number}`, zh: `${words.measurement.zh} ${number}` }
}

/** Each measurement on a line, with the budget that it must stay under. */
export function timingChart(evidence: TimingEvidence): Chart {
  const { ratios, median, budget } = evidence
  const times = (ratio: number) => formatNumber(ratio, 3)
  return {
    title: sentences.timingTitle,
    summary: [sentences.timing(times(median), times(budget), ratios.length)],
    drawings: [
      {
        caption: null,
        plot: (plot) => ({
          width: 480,
          height: 96,
          marginLeft: 12,
          marginRight: 20,
          marginTop: 12,
          marginBottom: 30,
          x: { label: null, domain: [0, 1.1 * Math.max(budget, median, ...ratios)], ticks: 5 },
          y: { axis: null, domain: [0, 2] },
          marks: [
            plot.ruleX([median], { stroke: 'var(--yours)', strokeWidth: 2.25, y1: 0.4, y2: 1.6 }),
            plot.ruleX([budget], { stroke: 'var(--failed)', strokeWidth: 2, strokeDasharray: '6 4' }),
            plot.dot(ratios, {
              x: (ratio: number) => ratio,
              y: () => 1,
              r: 4.5,
              fill: 'var(--yours)',
              fillOpacity: 0.6,
            }),
            plot.dot([1], {
              x: (ratio: number) => ratio,
              y: () => 1,
              r: 5,
              symbol: 'diamond',
              stroke: 'var(--reference)',
              strokeWidth: 2,
            }),
            plot.ruleY([0], { strokeOpacity: 0.4 }),
          ],
        }),
      },
    ],
    axes: { x: words.ratio, y: { en: '', zh: '' } },
    legend: [
      { sign: '●', kind: 'yours', text: words.measurement },
      { sign: '|', kind: 'yours', text: words.median },
      { sign: '◇', kind: 'reference', text: words.referenceLoss },
      { sign: '╎', kind: 'limit', text: words.budget },
    ],
    table: {
      caption: sentences.timingTitle,
      head: [words.quantity, words.value],
      rows: [
        ...ratios.map((ratio, index) => [measurement(index + 1), times(ratio)]),
        [words.median, times(median)],
        [words.budget, times(budget)],
        [words.yourTime, formatDuration(evidence.submissionMs)],
        [words.referenceTime, formatDuration(evidence.referenceMs)],
      ],
    },
  }
}
