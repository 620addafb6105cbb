import type { PlotOptions } from '@observablehq/plot'
import type { Evidence } from '../../grader/report.ts'
import type { ReportText } from '../../grader/text.ts'

export type Plot = typeof import('@observablehq/plot')

/** One drawing. Its words stand around it in HTML, so that it serves both languages. */
export interface Drawing {
  caption: ReportText | null
  plot: (plot: Plot) => PlotOptions
}

/** What a page shows of one piece of evidence. */
export interface Chart {
  title: ReportText
  /** The drawing in words: one sentence or two. */
  summary: ReportText[]
  drawings: Drawing[]
  /** Captions of the axes. */
  axes: { x: ReportText; y: ReportText } | null
  legend: {
    sign: string
    kind: 'yours' | 'reference' | 'limit' | 'right' | 'wrong' | 'positive' | 'negative'
    text: ReportText
  }[]
  table: { caption: ReportText; head: ReportText[]; rows: (string | ReportText)[][] }
}

export type ChartOf<Type extends Evidence['type']> = (evidence: Extract<Evidence, { type: Type }>) => Chart

/** Values that a report writes as words. */
const wordsForNumbers = new Set(['NaN', 'Infinity', '-Infinity'])

/** A number's word, or `?` for one that is no number at all. */
export function numberWord(value: string): string {
  return wordsForNumbers.has(value) ? value : '?'
}

/** Draws with the library; it and a document are loaded only here. */
export async function svgOf(drawings: readonly Drawing[]): Promise<string[]> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  return drawings.map((drawing) => {
    const svg = plot.plot({ document, style: { background: 'none' }, ...drawing.plot(plot) })
    svg.querySelector('style')?.remove()
    svg.removeAttribute('class')
    svg.removeAttribute('font-family')
    svg.setAttribute('font-size', '11')
    svg.setAttribute('aria-hidden', 'true')
    svg.setAttribute('focusable', 'false')
    return svg.outerHTML
  })
}
