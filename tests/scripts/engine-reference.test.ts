import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { lexer, walkTokens, type Token } from 'marked'
import { engineReference } from '../../scripts/engine-reference/pages.ts'

const double = `
import type { Numbers } from '../numbers.ts'

/**
 * Twice x:
 *
 *     y = 2 * x
 *
 * @param x any number,
 *   also 0
 * @throws Error never
 */
export function double(x: Numbers, { times = 2 }: Options = {}): Numbers {
  return x * times
}

/** How often. */
type Options = { times?: number }

/** For the engine alone. @internal */
export function hidden(): void {}

function secret(): void {}
`
const numbers = `
/** All there are. */
export type Numbers = number

/** All of them. */
export function numbers(): Numbers {
  return 1
}

const table = { one: 1, two: 2 }

/** Names of numbers. */
export type NumberName = keyof typeof table

/** Counts. */
export class Counter {
  /** So far. */
  readonly count = 0
  #hidden = 1

  /** @param start where to begin */
  constructor(start: number) {}

  /** One more. */
  next(): number {
    return this.#hidden
  }
}
`
const sources = new Map([
  ['ops/double.ts', double],
  ['numbers.ts', numbers],
])

describe('a reference', () => {
  const { pages, problems } = engineReference(sources)

  test('has a page for each folder, one for the files beside them, and the contents', () => {
    expect([...pages.keys()].sort()).toEqual(['README.md', 'engine.md', 'ops.md'])
    expect(problems).toEqual([])
  })

  test('shows a function with its docstring, and the types that it names', () => {
    expect(pages.get('ops.md')).toBe(`# ops

[Contents](README.md)

Types from other pages: [Numbers](engine.md#numbers).

## [ops/double.ts](../../reference-engine/ops/double.ts)

### double

\`\`\`ts
function double(x: Numbers, { times = 2 }: Options = {}): Numbers
\`\`\`

Twice x:

    y = 2 * x

- \`x\`: any number, also 0
- Throws Error never

### Options

\`\`\`ts
type Options = { times?: number }
\`\`\`

How often.
`)
  })

  test('shows the public members of a class, and the names behind a table', () => {
    const page = pages.get('engine.md') ?? ''
    expect(page.match(/^#+ .*/gm)).toEqual([
      '# engine',
      '## [numbers.ts](../../reference-engine/numbers.ts)',
      '### Numbers',
      '### numbers',
      '### NumberName',
      '### Counter',
      '#### Counter.count',
      '#### new Counter',
      '#### Counter.next',
    ])
    expect(page).toContain("type NumberName = 'one' | 'two'")
    expect(page).toContain('```ts\nnext(): number\n```')
  })

  test('lists all names in the contents, and tells apart those that differ in case only', () => {
    expect(pages.get('README.md')).toContain(
      '[Numbers](engine.md#numbers), [numbers](engine.md#numbers-1), [NumberName]',
    )
    expect(pages.get('README.md')).toContain('\n\n[double](ops.md#double), [Options](ops.md#options)\n')
  })

  test('is the same whatever order the files come in', () => {
    expect(engineReference(new Map([...sources].reverse()))).toEqual({ pages, problems })
  })
})

describe('a problem is', () => {
  const problemsOf = (source: string, more: [string, string][] = []): string[] =>
    engineReference(new Map([['ops/a.ts', source], ...more])).problems

  test('an export or a member without a docstring', () => {
    expect(problemsOf('export const a = 1\n/** B. */\nexport class B { c(): void {} }')).toEqual([
      'reference-engine/ops/a.ts: a has no docstring. Write one, or mark it @internal.',
      'reference-engine/ops/a.ts: B.c has no docstring. Write one, or mark it @internal.',
    ])
  })

  test('a docstring of a parameter that is not there', () => {
    expect(problemsOf('/** A. @param y gone */\nexport function a(x: number): void {}')).toEqual([
      'reference-engine/ops/a.ts: a has no parameter y, which its docstring describes.',
    ])
  })

  test('a type that no page shows', () => {
    const hidden: [string, string] = ['ops/b.ts', '/** @internal */\nexport type B = number']
    expect(problemsOf("import type { B } from './b.ts'\n/** A. */\nexport type A = B", [hidden])).toEqual([
      'reference-engine/ops/a.ts: A names the type B of ops/b.ts, which is @internal or not exported.',
    ])
  })
})

describe("the engine's reference", () => {
  const folder = 'docs/engine'
  const pages = new Map(readdirSync(folder).map((page) => [page, lexer(readFileSync(`${folder}/${page}`, 'utf8'))]))

  function tokensOf(page: string): Token[] {
    const tokens: Token[] = []
    void walkTokens(pages.get(page) ?? [], (token) => void tokens.push(token))
    return tokens
  }

  test.each([...pages.keys()])('%s shows formulas as they are written', (page) => {
    const misread = tokensOf(page).filter(({ type }) =>
      ['em', 'strong', 'del', 'html', 'image', 'table'].includes(type),
    )
    expect(misread.map(({ raw }) => raw)).toEqual([])
  })

  test.each([...pages.keys()])('the links of %s lead somewhere', (page) => {
    const targets = tokensOf(page).flatMap((token) => (token.type === 'link' ? [String(token.href)] : []))
    const [sources, inside] = [/^\.\.\//, /^\w+\.md/].map((kind) => targets.filter((target) => kind.test(target)))
    expect(inside.length).toBeGreaterThan(0)
    expect(sources.filter((target) => !existsSync(join(folder, target)))).toEqual([])
    const places = new Set([...pages.keys()].flatMap((other) => [other, ...anchorsOf(other)]))
    expect(inside.filter((target) => !places.has(target))).toEqual([])
  })

  /** As GitHub names headings: small letters, no signs, hyphens for spaces, a number where the name is taken. */
  function anchorsOf(page: string): string[] {
    const seen: string[] = []
    return tokensOf(page).flatMap((token) => {
      if (token.type !== 'heading') return []
      const text = String(token.text).replace(/^\[(.*)\]\(.*\)$/, '$1')
      const slug = text
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-')
      const before = seen.filter((other) => other === slug).length
      seen.push(slug)
      return [`${page}#${slug}${before === 0 ? '' : `-${before}`}`]
    })
  }
})
