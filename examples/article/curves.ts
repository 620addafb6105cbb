import type { PlotOptions } from '@observablehq/plot'
import type { Logs } from '../../reference-engine/callbacks/callback.ts'

type Plot = typeof import('@observablehq/plot')

/** The training's curve of a log over the epochs, and the validation's. */
export function curvePlot(plot: Plot, history: readonly Logs[], log: string): PlotOptions {
  const points = (name: string) => history.map((logs, index) => ({ epoch: index + 1, value: logs[name] }))
  const epochs = history.length
  const at = { x: 'epoch', y: 'value' } as const
  const training = { ...at, stroke: 'var(--training)' }
  const validation = { ...at, stroke: 'var(--validation)' }
  return {
    width: 440,
    height: 250,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 10,
    marginBottom: 30,
    inset: 8,
    x: { label: null, domain: [1, Math.max(2, epochs)], ticks: Math.min(10, Math.max(2, epochs) - 1), tickFormat: 'd' },
    y: { label: null, ticks: 5, nice: true },
    marks: [
      plot.gridY({ strokeOpacity: 0.12, ticks: 5 }),
      plot.line(points(log), { ...training, strokeWidth: 2.25 }),
      plot.dot(points(log), { ...at, r: 3, fill: 'var(--training)' }),
      plot.line(points(`val_${log}`), { ...validation, strokeWidth: 2.25, strokeDasharray: '6 4' }),
      plot.dot(points(`val_${log}`), { ...validation, r: 3.5, symbol: 'diamond', fill: 'var(--card)', strokeWidth: 2 }),
    ],
  }
}

/** The curves as SVG, one for each log. */
export async function curvesOf(history: readonly Logs[], logs: readonly string[]): Promise<string[]> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  return logs.map((log) => {
    const svg = plot.plot({ document, style: { background: 'none' }, ...curvePlot(plot, history, log) })
    svg.querySelector('style')?.remove()
    for (const name of ['class', 'font-family', 'aria-label']) svg.removeAttribute(name)
    svg.setAttribute('font-size', '12')
    svg.setAttribute('aria-hidden', 'true')
    svg.setAttribute('focusable', 'false')
    return svg.outerHTML
  })
}
