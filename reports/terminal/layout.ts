import { columns } from './text-width.ts'

/** Scripts that are written without spaces: a line may end after any of their characters. */
const spaceless = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef'
const closing = '，。、；：！？）》」』】'
const word = new RegExp(`[${spaceless}][${closing}]*|[^\\s${spaceless}]+[${closing}]*|\\s+`, 'gu')

/** A word wider than a line, in pieces that fit. */
function pieces(text: string, width: number): string[] {
  const found: string[] = []
  let piece = ''
  for (const character of text) {
    if (piece !== '' && columns(piece + character) > width) {
      found.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...found, piece]
}

function wrapLine(line: string, width: number): string[] {
  if (columns(line) <= width) return [line]
  const lines: string[] = []
  let current = ''
  const words = (line.match(word) ?? []).flatMap((text) => (columns(text) > width ? pieces(text, width) : [text]))
  for (const next of words) {
    if (columns(current + next.trimEnd()) > width) {
      lines.push(current.trimEnd())
      current = next.trimStart()
    } else current += next
  }
  return [...lines, current.trimEnd()]
}

/** Breaks a text into lines of at most `width` columns, at spaces or between Chinese characters where there are any. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line.replace(/\t/g, '    '), Math.max(width, 8)))
}

/** `left` and, at the right edge, `right`; with a line of its own where both don't fit. */
export function spread(left: string, right: string, width: number): string[] {
  const gap = width - columns(left) - columns(right)
  return gap >= 2 ? [left + ' '.repeat(gap) + right] : [...wrap(left, width), right]
}
