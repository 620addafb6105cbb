import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'

// What holds for every file of the ops and the losses, read from the folders.

const repository = join(__dirname, '..', '..')
const files = ['ops', 'losses'].flatMap((folder) =>
  readdirSync(join(repository, 'reference-engine', folder)).map((file) => `reference-engine/${folder}/${file}`),
)

type Op = { name: string; doc: string }

/** The exported functions that take a tensor and give something: a check gives nothing, `lossByName` takes a name. */
function opsOf(source: string): Op[] {
  const { statements } = ts.createSourceFile('op.ts', source, ts.ScriptTarget.Latest, true)
  return statements.filter(ts.isFunctionDeclaration).flatMap((declaration) => {
    const isExported = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
    const takesTensor = declaration.parameters.some((parameter) => parameter.type?.getText() === 'Tensor')
    if (!isExported || !takesTensor || declaration.type?.kind === ts.SyntaxKind.VoidKeyword) return []
    const doc = ts.getJSDocCommentsAndTags(declaration).map((comment) => comment.getText())
    return [{ name: declaration.name?.text ?? 'default', doc: doc.join('\n') }]
  })
}

/** What is missing, in words. */
function faultsOf(source: string): string[] {
  const ops = opsOf(source)
  const names = ops.map(({ name }) => name)
  return ops.flatMap(({ name, doc }) => {
    const withoutErrors = doc.replace(/@throws.*/g, '')
    const partner = name.endsWith('Backward') ? name.slice(0, -'Backward'.length) : `${name}Backward`
    return [
      ...(/\[.*\]|\bshape\b/.test(withoutErrors) ? [] : [`the docstring of ${name} gives no shape`]),
      ...(names.includes(partner) ? [] : [`${name} is without ${partner}`]),
    ]
  })
}

describe.each(files)('%s', (file) => {
  const source = readFileSync(join(repository, file), 'utf8')

  test('gives shapes in its docstrings, a backward for each forward, and has its test beside it', () => {
    expect(faultsOf(source)).toEqual([])
    const hasFunctions = /^export function/m.test(source)
    expect(existsSync(join(repository, 'tests', file.replace(/\.ts$/, '.test.ts')))).toBe(hasFunctions)
  })

  test('each of its functions names itself and the argument when it is given nothing', async () => {
    const exported = (await import(join(repository, file))) as { [name: string]: () => unknown }
    for (const { name } of opsOf(source))
      expect(exported[name]).toThrow(new RegExp(`^${name}: [A-Za-z.]+ must be .*; got `))
  })
})

test('what is missing is found', () => {
  const forward =
    '/** The fourth power. @param x any shape */\nexport function fourth(x: Tensor): Tensor { return x }\n'
  const backward =
    '/** 4 x^3. @param dOut of the shape of x */\nexport function fourthBackward(dOut: Tensor, x: Tensor): Tensor { return x }\n'
  expect(faultsOf(forward + backward)).toEqual([])
  expect(faultsOf(forward)).toEqual(['fourth is without fourthBackward'])
  expect(faultsOf(backward)).toEqual(['fourthBackward is without fourth'])
  const silent = (forward + backward).replace(
    ' @param x any shape',
    '\n * @throws ShapeError when the shape is wrong\n',
  )
  expect(faultsOf(silent)).toEqual(['the docstring of fourth gives no shape'])
  expect(
    faultsOf('export function expectFourth(x: Tensor): void {}\nfunction own(x: Tensor): Tensor { return x }'),
  ).toEqual([])
})
