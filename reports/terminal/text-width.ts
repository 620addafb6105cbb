import { eastAsianWidth } from 'get-east-asian-width'

const plain = /^[\x20-\x7e]*$/
// eslint-disable-next-line no-control-regex -- the escapes of colours are control characters
const colours = /\x1b\[[0-9;]*m/g
const withoutWidth = /\p{Mark}|\p{Cf}/u

/** Columns that a text takes on a terminal: two for a Chinese character, none for a colour or a combining mark. */
export function columns(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const character of text.replace(colours, '')) {
    if (!withoutWidth.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0)
  }
  return width
}
