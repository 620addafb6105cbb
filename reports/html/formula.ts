import type { MathNode } from 'mathjs'
import { create, parseDependencies } from 'mathjs/number'
import temml from 'temml'

/** `W1` and `b_out` with their index below, whole words upright, single letters slanted. */
function nameTex(name: string): string {
  const [, stem, index] = /^(.*?[A-Za-z])_?(\d+|(?<=_)\w+)?$/.exec(name) ?? ['', name, undefined]
  const letters = stem.replace(/[_$]/g, '\\$&')
  const upright = stem.length === 1 ? letters : `\\mathrm{${letters}}`
  return index === undefined ? upright : `${upright}_{${index.replace(/[_$]/g, '\\$&')}}`
}

/** Replaces mathjs's own LaTeX where it takes a word for a product of letters. */
function nodeTex(node: MathNode, options: object): string | undefined {
  if (node.type === 'SymbolNode' && 'name' in node) {
    const name = String(node.name)
    // The space ends a command before it: `\cdot s` is not `\cdots`.
    return /^[A-Za-z]\w*$/.test(name) && !greek.has(name) ? ` ${nameTex(name)}` : undefined
  }
  if (node.type === 'OperatorNode' && 'fn' in node && node.fn === 'ctranspose' && 'args' in node) {
    const [argument] = node.args as MathNode[]
    return ` {${argument.toTex(options)}}^{\\top}`
  }
  return undefined
}

const greek = new Set([
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'eta',
  'theta',
  'lambda',
  'mu',
  'rho',
  'sigma',
  'pi',
])

const { parse } = create({ parseDependencies })

/** MathML of a mathjs expression, null for one that does not parse. Loaded lazily, with both libraries, by `view.ts`. */
export function mathMlOf(expression: string): string | null {
  try {
    const tex = parse(expression).toTex({ parenthesis: 'auto', handler: nodeTex })
    return temml.renderToString(tex, { throwOnError: true, trust: false })
  } catch {
    return null
  }
}
