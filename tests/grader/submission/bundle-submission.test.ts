import { runInThisContext } from 'node:vm'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import {
  bundledCode,
  bundleSubmission,
  type BundledFile,
  type BundleOptions,
} from '../../../grader/submission/bundle-submission.ts'
import { kitVariable } from '../../../grader/subject/messages.ts'
import { SubjectError } from '../../../grader/subject/subject.ts'

const kit = { add: (a: number, b: number) => a + b, matMul: () => 0, tensor: () => 0 }
const kitNames = Object.keys(kit)
type Exports = Record<string, (...values: unknown[]) => unknown>

async function bundle(
  files: { [path: string]: string },
  options: Partial<BundleOptions> = {},
): Promise<ReadonlyMap<string, BundledFile | SubjectError>> {
  const entries = options.entries ?? [Object.keys(files)[0]]
  const bundled = await bundleSubmission({
    files: new Map(Object.entries(files)),
    kitNames,
    withheldNames: ['conv2d'],
    ...options,
    entries,
  })
  return bundled.files
}

async function run(files: { [path: string]: string }, options: Partial<BundleOptions> = {}): Promise<Exports> {
  const [built] = [...(await bundle(files, options)).values()]
  if (built instanceof SubjectError) throw built
  const module = { exports: {} as Exports }
  const wrapped = `(function (module, exports, ${kitVariable}) {${built.code}\n})`
  const load = runInThisContext(wrapped) as (...free: unknown[]) => void
  load(module, module.exports, kit)
  return module.exports
}

async function errorOf(source: string, options: Partial<BundleOptions> = {}): Promise<SubjectError> {
  const built = (await bundle({ 'a.ts': source }, options)).get('a.ts')
  if (!(built instanceof SubjectError)) throw new Error('it was built')
  return built
}

describe('what is built', () => {
  test('types are taken off unchecked, the kit is the one handed in', async () => {
    const { f } = await run({
      'a.ts':
        "import { add, type Tensor } from 'grade-descent/student'\nexport const f = (x: Tensor & nonsense): string => add(x, 1)",
    })
    expect(f(2)).toBe(3)
  })

  test('helpers resolve as TypeScript has it, nested and in cycles', async () => {
    const { f } = await run({
      'a.ts':
        "import { b } from './b'\nimport { c } from './deep/c.js'\nexport const one = 1\nexport const f = () => b() + c()",
      'b.ts': "import { one } from './a.ts'\nexport const b = () => one",
      'deep/c.ts': "import d from './d'\nexport const c = () => d",
      'deep/d/index.js': 'export default 20',
    })
    expect(f()).toBe(21)
  })

  test('names survive for stack traces', async () => {
    const { f } = await run({ 'a.ts': "import './b'\nexport function f() {}", 'b.ts': 'function f() {}\nf()' })
    expect(f.name).toBe('f')
  })

  test('import.meta and a type-only import of anything do no harm', async () => {
    const { f } = await run({
      'a.ts':
        "import type { X } from 'left-pad'\nimport { Y } from 'nowhere'\nexport const f = (x: X & Y) => typeof import.meta",
    })
    expect(f()).toBe('object')
  })

  test('code is strict, as modules are', async () => {
    const { f } = await run({ 'a.ts': 'export function f(this: unknown) { return this }' })
    const unbound = f
    expect(unbound()).toBeUndefined()
  })

  test('JavaScript, CommonJS too, is taken as it is', async () => {
    const { f } = await run({ 'a.js': 'exports.f = () => 5' })
    expect(f()).toBe(5)
  })

  test('a ready module in place of a submission', () => {
    expect(bundledCode('exports.f = 1', 'engine.cjs').files.get('engine.cjs')).toEqual({
      code: 'exports.f = 1',
      map: null,
    })
  })
})

describe('each file stands on its own', () => {
  test('broken, missing, refused and good files side by side', async () => {
    const files = await bundle(
      { 'good.ts': 'export const f = 1', 'broken.ts': 'export const f = (' },
      {
        entries: ['good.ts', 'broken.ts', 'missing.ts', 'refused.ts'],
        refused: new Map([['refused.ts', new SubjectError('build-failed', { en: 'a pipe', zh: '管道' })]]),
      },
    )
    expect(files.get('good.ts')).toMatchObject({ code: expect.stringContaining('f') })
    expect(files.get('broken.ts')).toMatchObject({ code: 'build-failed', where: { file: 'broken.ts', line: 1 } })
    expect(files.get('missing.ts')).toMatchObject({ code: 'missing-file' })
    expect(files.get('refused.ts')).toMatchObject({ message: 'a pipe' })
  })

  test('a file that imports a broken one is broken there', async () => {
    const files = await bundle(
      { 'a.ts': "import './b'", 'b.ts': 'let x\nlet x', 'c.ts': 'export {}' },
      { entries: ['a.ts', 'c.ts'] },
    )
    expect(files.get('a.ts')).toMatchObject({ code: 'build-failed', where: { file: 'b.ts', line: 2 } })
    expect(files.get('c.ts')).not.toBeInstanceOf(SubjectError)
  })
})

describe('syntax errors', () => {
  test('file, line, column in characters, and the lines around it', async () => {
    const error = await errorOf('const a = 1\nconst b = 2\n/* 中文注释 */ const c = = 3\nconst d = 4\n')
    expect(error.code).toBe('build-failed')
    expect(error.where).toEqual({
      file: 'a.ts',
      line: 3,
      column: 22,
      excerpt: '  1 | const a = 1\n  2 | const b = 2\n> 3 | /* 中文注释 */ const c = = 3\n  4 | const d = 4\n  5 |',
    })
    expect(error.text.zh).toContain('不是有效的 TypeScript')
  })

  test('await at the top is explained', async () => {
    expect((await errorOf('export const x = await 3')).text.en).toContain('async function')
  })
})

describe('imports that are not allowed', () => {
  test.each([
    "import fs from 'node:fs'\nfs.readFileSync('x')",
    "import * as fs from 'fs'\nexport const x = fs",
    "import 'fs/promises'",
    "export * from 'node:fs'",
    "export const x = require('node:fs')",
    'export const x = require(`child_process`)',
    "export const x = require('f' + 's')",
    "export const f = () => import('node:fs')",
    "import lodash from 'lodash'\nlodash()",
    "import * as tf from '@tensorflow/tfjs'\ntf.add()",
    "import data from './data.json'\ndata()",
    "import table from './table.txt' with { type: 'text' }\ntable()",
    "import wasm from './fast.wasm'\nwasm()",
    "import { x } from '../exercise-1-activations/activations.ts'\nx()",
    "import { x } from '/etc/passwd'\nx()",
    "import { x } from 'file:///etc/passwd'\nx()",
    "import { x } from 'data:text/javascript,export const x = 1'\nx()",
    "import { x } from 'https://example.org/x.js'\nx()",
    "import { sigmoid } from 'grade-descent/engine/ops/sigmoid'\nsigmoid()",
    "import { sigmoid } from 'grade-descent'\nsigmoid()",
    "import { x } from '#internal'\nx()",
  ])('%s', async (source) => {
    const error = await errorOf(source)
    expect(error).toMatchObject({ code: 'forbidden-import', where: { file: 'a.ts', line: 1 } })
    const specifier = /['"`]([^'"`]+)['"`]/.exec(source.replace("' + '", ''))?.[1] ?? ''
    expect(error.text.en).toContain(`"${specifier}"`)
    expect(error.text.zh).toContain(`"${specifier}"`)
  })

  test.each([
    "import { conv2d } from 'grade-descent/student'\nexport const f = conv2d",
    "import * as kit from 'grade-descent/student'\nexport const f = () => kit.conv2d()",
  ])('an op that the exercise asks for: %s', async (source) => {
    const error = await errorOf(source)
    expect(error.code).toBe('forbidden-import')
    expect(error.text.en).toContain('asks you to write "conv2d"')
    expect(error.where?.file).toBe('a.ts')
  })

  test('a name that the kit does not have brings the nearest', async () => {
    const error = await errorOf("import { matmul } from 'grade-descent/student'\nexport const f = matmul")
    expect(error).toMatchObject({ code: 'build-failed', where: { line: 1, column: 10 } })
    expect(error.text.en).toContain('Did you mean "matMul"?')
    const other = await errorOf("import { quicksort } from 'grade-descent/student'\nexport const f = quicksort")
    expect(other.text.en).toContain('It has: add, matMul, tensor')
  })

  test('a helper that is not there, and a name it does not export', async () => {
    expect((await errorOf("import { x } from './helpers'\nx()")).text.en).toContain('"./helpers"')
    const files = await bundle({ 'a.ts': "import { y } from './b'\ny()", 'b.ts': 'export const x = 1' })
    expect(files.get('a.ts')).toMatchObject({
      code: 'build-failed',
      message: expect.stringContaining('b.ts doesn\'t export "y"'),
    })
  })

  test('a re-exported op is not given either', async () => {
    const exports = await run({
      'a.ts': "export { conv2d } from 'grade-descent/student'\nexport * from 'grade-descent/student'",
    })
    expect(exports.conv2d).toBeUndefined()
  })
})

describe('sources of the course itself', () => {
  test('may import the engine from disk', async () => {
    const engineRoot = mkdtempSync(join(tmpdir(), 'grade-descent-engine-'))
    mkdirSync(join(engineRoot, 'ops'))
    writeFileSync(
      join(engineRoot, 'ops/double.ts'),
      "import { two } from '../two.ts'\nexport const double = (x: number) => two * x",
    )
    writeFileSync(join(engineRoot, 'two.ts'), 'export const two: number = 2')
    try {
      const source = "import { double } from 'grade-descent/engine/ops/double'\nexport { double as f }"
      expect((await run({ 'a.ts': source }, { engineRoot })).f(21)).toBe(42)
    } finally {
      rmSync(engineRoot, { recursive: true })
    }
  })
})
