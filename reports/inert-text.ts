/** Complete colour sequences of a terminal: decoration of a student's own output, left out. */
// eslint-disable-next-line no-control-regex -- the escape character is what is looked for
const colorSequence = /\u001b\[[0-9;]*m/g

/**
 * What would act instead of being read: control characters, marks that turn the writing direction, invisible format
 * characters, line separators, lone surrogates. The two joiners (U+200C, U+200D) stay: scripts and emoji need them.
 */
const active = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Text of any origin made harmless: lines and tabs stay, whatever would act is written out as `\u001b`. */
export function inertText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(colorSequence, '').replace(active, visible)
}

/** As `inertText`, for every text of a tree such as a Report; the rest stays as it is. */
export function inert<Tree>(tree: Tree): Tree {
  return walked(tree) as Tree
}

function walked(value: unknown): unknown {
  if (typeof value === 'string') return inertText(value)
  if (Array.isArray(value)) return value.map(walked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, walked(field)]))
}

/** The text in one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
