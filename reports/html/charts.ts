import type { Evidence } from '../../grader/report.ts'
import type { Chart, ChartOf } from './chart.ts'
import { accuracyChart } from './charts/accuracy.ts'
import { curveChart } from './charts/curve.ts'
import { entriesChart } from './charts/entries.ts'
import { gradientChart } from './charts/gradient.ts'
import { timingChart } from './charts/timing.ts'

const charts: { [Type in Evidence['type']]: ChartOf<Type> } = {
  accuracy: accuracyChart,
  curve: curveChart,
  entries: entriesChart,
  gradient: gradientChart,
  timing: timingChart,
}

/** Kinds of evidence that a later version writes are left out: readers ignore what they don't know. */
export function chartOf(evidence: Evidence): Chart | null {
  const chart = charts[evidence.type] as ((known: Evidence) => Chart) | undefined
  return chart === undefined ? null : chart(evidence)
}
