/** What a stub exports, by name, without bodies, comments and line breaks: `(x: Tensor): Tensor`. */
export type Signatures = Readonly<Record<string, string>>

const exported = /\bexport (?:async )?(function\s*\*?|interface|type)\s*(\w+)/g
/** Comments; a text in quotes is matched first, so that what looks like a comment in it stays. */
const commentOrText = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g

/** Signatures of the exported functions and types of a stub, which Prettier has formatted. */
export function signaturesOf(source: string): Signatures {
  const code = source.replace(commentOrText, (_, text?: string) => text ?? '')
  return Object.fromEntries(
    [...code.matchAll(exported)].map((match) => {
      const [head, kind, name] = match
      const start = match.index + head.length
      return [name, oneLine(code.slice(start, kind.startsWith('function') ? bodyOf(code, start) : endOf(code, start)))]
    }),
  )
}

function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/,? ([)\]])/g, '$1')
    .replace(/([([]) /g, '$1')
    .trim()
}

/** Where a function's body begins: at the first brace outside of brackets that isn't a type. */
function bodyOf(code: string, start: number): number {
  return firstOutside(code, start, (at) => code[at] === '{' && !/(?:[:|&?]|=>)\s*$/.test(code.slice(start, at)))
}

/** Where a type ends: at an empty line, or where the next one is exported. */
function endOf(code: string, start: number): number {
  return firstOutside(code, start, (at) => /^\n(?:\s*\n|export\b|function\b|const\b)/.test(code.slice(at, at + 80)))
}

function firstOutside(code: string, start: number, ends: (at: number) => boolean): number {
  let depth = 0
  for (let at = start; at < code.length; at++) {
    if (depth === 0 && ends(at)) return at
    if ('([{'.includes(code[at])) depth++
    else if (')]}'.includes(code[at])) depth--
  }
  return code.length
}
