import type { CurveEvidence } from '../../../grader/report.ts'
import { formatNumber, numeric } from '../../numbers.ts'
import { sentences, words } from '../../words.ts'
import type { Chart } from '../chart.ts'

/** Losses closer than this share of the expected one are one curve to the eye. */
const visibleShare = 1e-3

function points(losses: readonly (number | string)[]): { step: number; loss: number }[] {
  return losses.map((loss, step) => ({ step, loss: numeric(loss) }))
}

/** The submission's loss curve over the reference's. */
export function curveChart(evidence: CurveEvidence): Chart {
  const last = Math.max(evidence.actual.length, evidence.expected.length)
  const shown = (loss: number | string | undefined) => (loss === undefined ? '–' : formatNumber(loss))
  const parting = evidence.expected.findIndex((expected, step) => {
    const gap = Math.abs(numeric(evidence.actual[step] ?? NaN) - numeric(expected))
    return !(gap <= visibleShare * Math.abs(numeric(expected)))
  })
  const finite = ({ loss }: { loss: number }) => Number.isFinite(loss)
  const at = { x: 'step', y: 'loss' } as const
  return {
    title: sentences.curveTitle,
    summary: [
      sentences.curve(last, shown(evidence.actual.at(-1)), shown(evidence.expected.at(-1))),
      ...(parting < 0 ? [] : [sentences.curveParts(parting)]),
    ],
    drawings: [
      {
        caption: null,
        plot: (plot) => ({
          width: 480,
          height: 260,
          marginLeft: 52,
          marginRight: 12,
          marginTop: 8,
          marginBottom: 30,
          x: { label: null, ticks: Math.min(6, last), domain: [0, Math.max(1, last - 1)], tickFormat: 'd' },
          y: { label: null, ticks: 5, nice: true },
          marks: [
            plot.gridY({ strokeOpacity: 0.12, ticks: 5 }),
            plot.line(points(evidence.expected), {
              ...at,
              stroke: 'var(--reference)',
              strokeDasharray: '6 4',
              strokeWidth: 2,
            }),
            plot.line(points(evidence.actual), { ...at, stroke: 'var(--yours)', strokeWidth: 2.25 }),
            plot.dot(last <= 60 ? points(evidence.actual).filter(finite) : [], { ...at, r: 3, fill: 'var(--yours)' }),
          ],
        }),
      },
    ],
    axes: { x: words.step, y: words.loss },
    legend: [
      { sign: '●', kind: 'yours', text: words.yourLoss },
      { sign: '- -', kind: 'reference', text: words.referenceLoss },
    ],
    table: {
      caption: sentences.curveTitle,
      head: [words.step, words.yourLoss, words.referenceLoss],
      rows: Array.from({ length: last }, (_, step) => [
        String(step),
        shown(evidence.actual[step]),
        shown(evidence.expected[step]),
      ]),
    },
  }
}
