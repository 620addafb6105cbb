import type { SourceLocation } from '../report.ts'

const linesAround = 2

/**
 * A place in a source text, with the lines around it.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
export function sourceLocation(file: string, text: string | undefined, line: number, column: number): SourceLocation {
  return { file, line, column, excerpt: text === undefined ? '' : excerpt(text, line) }
}

function excerpt(text: string, line: number): string {
  const lines = text.split('\n')
  const first = Math.max(1, line - linesAround)
  const last = Math.min(lines.length, line + linesAround)
  const width = String(last).length
  const shown: string[] = []
  for (let number = first; number <= last; number++) {
    const mark = number === line ? '>' : ' '
    shown.push(`${mark} ${String(number).padStart(width)} | ${lines[number - 1].slice(0, 160)}`.trimEnd())
  }
  return shown.join('\n')
}
