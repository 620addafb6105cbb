import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { bundledCode } from '../../../grader/submission/bundle-submission.ts'
import { startSubject } from '../../../grader/subject/start-subject.ts'
import { SubjectError, type Subject, type Value } from '../../../grader/subject/subject.ts'
import { buildRunner, type BuiltRunner } from '../../support/build-runner.ts'
import { errorOf, subjectFor, testLimits, type SubmissionUnderTest } from '../../support/run-subject.ts'

// A busy machine may take its time; none of these takes long on one that isn't.
jest.setTimeout(60_000)

let runner: BuiltRunner
const open: Subject[] = []

beforeAll(async () => {
  runner = await buildRunner()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((subject) => subject.close()))
})
afterAll(() => runner.remove())

/** A subject of one file, or of several. */
function start(
  source: string | SubmissionUnderTest['files'],
  parts: string[],
  more: Partial<SubmissionUnderTest> = {},
): Subject {
  const files = typeof source === 'string' ? { 'a.ts': source } : source
  const subject = subjectFor({ files, parts, runnerPath: runner.path, ...more })
  open.push(subject)
  return subject
}

const matrix = { shape: [2, 2], dtype: 'float64' as const, data: Float64Array.of(1, NaN, -0, Infinity) }

describe('calls', () => {
  test('tensors go in as ordinary objects with typed arrays and come back exactly', async () => {
    const subject = start(
      `export const same = (x) => x
       export const look = (x) => [Object.getPrototypeOf(x) === Object.prototype, Array.isArray(x.shape), x.data instanceof Float64Array, x.data.length]`,
      ['same', 'look'],
    )
    expect((await subject.call('look', [matrix])).value).toEqual([true, true, true, 4])
    const { value } = await subject.call('same', [matrix])
    expect({ ...(value as object) }).toStrictEqual(matrix)
    expect(Object.getPrototypeOf(value)).toBeNull()
  })

  test.each<[string, Value]>([
    ['undefined', undefined],
    ['3', 3],
    ['[1, [2]]', [1, [2]]],
    ['null', null],
    ["'text'", 'text'],
    ['true', true],
    ['({ shape: [3], dtype: "float32", data: [1, 2, 3] })', { shape: [3], dtype: 'float32', data: [1, 2, 3] }],
    [
      '({ shape: [3], dtype: "float64", data: new Float32Array(3) })',
      { shape: [3], dtype: 'float64', data: new Float32Array(3) },
    ],
  ])('a result of %s arrives as it is', async (expression, expected) => {
    const subject = start(`export const f = () => (${expression})`, ['f'])
    expect((await subject.call('f', [])).value).toEqual(expected)
  })

  test('a seed arrives as a Random of the kit', async () => {
    const subject = start(
      `import { Random } from 'grade-descent/student'
       export const draw = (random) => [random instanceof Random, random.uniform()]
       export const both = (random) => random.uniform() === new Random('abc').uniform()`,
      ['draw', 'both'],
    )
    expect((await subject.call('draw', [{ randomSeed: 'abc' }])).value).toEqual([true, expect.any(Number)])
    expect((await subject.call('both', [{ randomSeed: 'abc' }])).value).toBe(true)
  })

  test('inputs are sent back as the call left them', async () => {
    const subject = start(
      `export const spoil = (x, n, random) => { x.data[0] = 9; x.own = () => 1; return n }
       export const swap = (x) => { x.f = 1; return 1 }
       export const hang = (list) => { list.push(() => 1); return 1 }`,
      ['spoil', 'swap', 'hang'],
    )
    const x = { shape: [1], dtype: 'float32' as const, data: Float32Array.of(1) }
    const { inputsAfter } = await subject.call('spoil', [x, 5, { randomSeed: 's' }], { echoInputs: true })
    expect(inputsAfter).toEqual([{ ...x, data: Float32Array.of(9) }, 5, { randomSeed: 's' }])
    expect(x.data[0]).toBe(1)
    expect((await subject.call('hang', [[1], 2], { echoInputs: true })).inputsAfter).toEqual([undefined, 2])
    expect((await subject.call('spoil', [x, 5, { randomSeed: 's' }])).inputsAfter).toBeNull()
  })

  test('large tensors and many calls', async () => {
    const subject = start('export const same = (x) => x\nexport const next = (n) => n + 1', ['same', 'next'])
    const data = Float32Array.from({ length: 1_000_000 }, (_, index) => index / 3)
    const { value } = await subject.call('same', [{ shape: [1000, 1000], dtype: 'float32', data: data as never }])
    expect((value as { data: Float32Array }).data).toStrictEqual(data)
    let number = 0
    while (number < 300) number = (await subject.call('next', [number])).value as number
    expect(number).toBe(300)
  })

  test('calls made at the same time are answered each with its own', async () => {
    const subject = start('export const same = (x) => x', ['same'])
    const replies = await Promise.all([1, 2, 3, 4].map((number) => subject.call('same', [number])))
    expect(replies.map(({ value }) => value)).toEqual([1, 2, 3, 4])
  })

  test('processor time is that of the call', async () => {
    const subject = start(
      'export const work = (ms) => { const end = performance.now() + ms; while (performance.now() < end); }\nexport const rest = () => 0',
      ['work', 'rest'],
    )
    await subject.call('rest', [])
    const { processorMs } = await subject.call('work', [200])
    expect(processorMs).toBeGreaterThan(20)
    expect(processorMs).toBeLessThan(2000)
    expect((await subject.call('rest', [])).processorMs).toBeLessThan(processorMs)
  })

  test('timers and promises of one call never run in the next', async () => {
    const subject = start(
      `let seen = 0
       export const plant = () => { setTimeout(() => { seen += 1 }); Promise.resolve().then(() => { seen += 10 }); queueMicrotask(() => { seen += 100 }); process.nextTick(() => { seen += 1000 }); return 0 }
       export const look = () => seen`,
      ['plant', 'look'],
    )
    await subject.call('plant', [])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await subject.call('look', [])).value).toBe(0)
  })

  test('a ready module runs as a subject too', async () => {
    const subject = startSubject({
      submission: bundledCode('exports.double = (x) => 2 * x', 'engine.cjs'),
      parts: { double: { file: 'engine.cjs' } },
      limits: testLimits,
      runnerPath: runner.path,
      isolation: 'process',
    })
    open.push(subject)
    expect((await subject.call('double', [4])).value).toBe(8)
  })
})

describe('kept values', () => {
  const source = `
    export const forward = (x) => ({ out: x * 2, deep: { z: x, f: () => 1 }, secret: new Map([[1, x]]) })
    export const backward = (cache, n) => cache.secret.get(1) + n
    export const whole = (x) => ({ z: [x, x], out: x })
    export const dies = () => process.exit(1)`
  const parts = ['forward', 'backward', 'whole', 'dies']

  test('stay in the child, and stand in for arguments', async () => {
    const subject = start(source, parts)
    const { value, handle } = await subject.call('forward', [21], {
      keep: true,
      fields: ['out', 'deep.z', 'nothing.here'],
    })
    expect(value).toEqual({ out: 42, deep: { z: 21 } })
    expect(handle).not.toBeNull()
    const kept = handle ?? { handle: 0 }
    const { value: sum, inputsAfter } = await subject.call('backward', [kept, 1], { echoInputs: true })
    expect(sum).toBe(22)
    expect(inputsAfter).toEqual([kept, 1])
    expect((await subject.call('forward', [1], { keep: true, fields: [] })).value).toBeUndefined()
  })

  test('can be read again, and are gone once released', async () => {
    const subject = start(source, parts)
    const { handle } = await subject.call('whole', [3], { keep: true })
    const kept = handle ?? { handle: 0 }
    expect(await subject.read(kept)).toEqual({ z: [3, 3], out: 3 })
    await subject.release([kept])
    await expect(subject.read(kept)).rejects.toThrow(/no value is kept/)
    await expect(subject.call('backward', [kept, 1])).rejects.toThrow(/no value is kept/)
  })

  test('die with the child, for the reason it died of', async () => {
    const subject = start(source, parts)
    const { handle } = await subject.call('whole', [3], { keep: true })
    await errorOf(subject.call('dies', []))
    expect(await errorOf(subject.call('backward', [handle, 1]))).toMatchObject({ code: 'process-exit' })
    expect((await subject.call('whole', [1])).value).toEqual({ z: [1, 1], out: 1 })
  })

  test('what cannot be sent is not kept', async () => {
    const subject = start(source, parts)
    expect(await errorOf(subject.call('forward', [1], { keep: true }))).toMatchObject({ code: 'unsendable-result' })
  })
})

describe('what the student prints', () => {
  const source = `
    export const say = (text) => { console.log(text, [1, 2], { a: 1 }); console.error('err'); process.stdout.write('raw\\n'); return 1 }
    export const table = () => { console.table([{ a: 1 }]); console.group('g'); console.info('in'); console.groupEnd() }
    export const much = (n) => { console.log('中'.repeat(n)) }
    export const loud = () => { for (;;) console.log('x'.repeat(1000)) }
    export const huge = () => { const line = 'x'.repeat(1 << 20); for (let i = 0; i < 1024; i++) process.stdout.write(line) }
    export const hang = () => { console.log('before'); for (;;); }`
  const parts = ['say', 'table', 'much', 'loud', 'huge', 'hang']

  test('comes in order, as node writes it', async () => {
    const subject = start(source, parts)
    await subject.call('say', ['hello 中文'])
    expect(subject.takeOutput()).toEqual({ text: 'hello 中文 [ 1, 2 ] { a: 1 }\nerr\nraw\n', truncated: false })
    expect(subject.takeOutput()).toEqual({ text: '', truncated: false })
    await subject.call('table', [])
    expect(subject.takeOutput().text).toContain('│ (index) │ a │')
  })

  test('is cut at 8 kB, between characters', async () => {
    const subject = start(source, parts)
    await subject.call('much', [5000])
    const { text, truncated } = subject.takeOutput()
    expect(truncated).toBe(true)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192)
    expect(text).toMatch(/^中{2000,}$/)
  })

  test.each(['loud', 'huge'])('without end is stopped: %s', async (part) => {
    const subject = start(source, parts)
    const error = await errorOf(subject.call(part, []))
    expect(error).toMatchObject({ code: 'output-limit', where: { file: 'a.ts' } })
    expect(error.text.en).toContain('1 MB')
    expect(subject.takeOutput().truncated).toBe(true)
    await subject.call('say', ['again'])
    expect(subject.takeOutput().text).toContain('again')
  })

  test('is there even when the call never ends', async () => {
    const subject = start(source, parts, { limits: { callMs: 200 } })
    await errorOf(subject.call('hang', []))
    expect(subject.takeOutput().text).toBe('before\n')
  })
})

describe('errors', () => {
  test('an exception carries its message and the place in the student’s own file', async () => {
    const subject = start(
      {
        'a.ts': "import { help } from './lib/help.js'\n\nexport function f(x: number): number {\n  return help(x)\n}\n",
        'lib/help.ts':
          '// 说明\ninterface X { a: number }\nexport const help = (x: number): number => {\n  const n = null as any\n  return n.data + x\n}\n',
      },
      ['f'],
    )
    const error = await errorOf(subject.call('f', [1]))
    expect(error).toMatchObject({ code: 'exception', where: { file: 'lib/help.ts', line: 5, column: 12 } })
    expect(error.text.en).toContain("TypeError: Cannot read properties of null (reading 'data')")
    expect(error.where?.excerpt).toContain('> 5 |   return n.data + x')
  })

  test('an exception in the kit is placed where the student called it', async () => {
    const subject = start(
      "import { tensor } from 'grade-descent/student'\nexport const f = () =>\n  tensor([1, 2], [3])",
      ['f'],
    )
    expect(await errorOf(subject.call('f', []))).toMatchObject({
      code: 'exception',
      where: { file: 'a.ts', line: 3, column: 3 },
    })
  })

  test.each([
    ["'just text'", 'just text'],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['{ code: 7 }', '{"code":7}'],
    ["Symbol('s')", 'Symbol(s)'],
    ['{ toString() { throw 1 }, toJSON() { throw 2 } }', ''],
    ["Object.assign(new Error('m'), { get message() { throw 1 } })", ''],
    ["Object.defineProperty(new Error('m'), 'stack', { get() { throw 1 } })", 'm'],
  ])('thrown: %s', async (thrown, shown) => {
    const subject = start(`export const f = () => { throw ${thrown} }\nexport const g = () => 1`, ['f', 'g'])
    const error = await errorOf(subject.call('f', []))
    expect(error.code).toBe('exception')
    expect(error.text.en).toContain(shown)
    expect((await subject.call('g', [])).value).toBe(1)
  })

  test('a huge message is cut', async () => {
    const subject = start("export const f = () => { throw new Error('x'.repeat(5e7)) }", ['f'])
    expect((await errorOf(subject.call('f', []))).message.length).toBeLessThan(3000)
  })

  test('a stub is not attempted, however it is wrapped', async () => {
    const subject = start(
      `import { NotImplementedError, todo } from 'grade-descent/student'
       export function f() { throw new NotImplementedError('f') }
       export function t() { return todo('t') }
       export function g() { try { f() } catch (error) { throw new Error('no luck') } }
       export function h() { throw new Error('own') }`,
      ['f', 'g', 'h', 't'],
    )
    expect(await errorOf(subject.call('t', []))).toMatchObject({
      code: 'not-attempted',
      where: { file: 'a.ts', line: 3 },
    })
    expect(await errorOf(subject.call('f', []))).toMatchObject({ code: 'not-attempted' })
    expect(await errorOf(subject.call('g', []))).toMatchObject({ code: 'not-attempted' })
    expect(await errorOf(subject.call('h', []))).toMatchObject({ code: 'exception' })
  })

  test('a Promise is named as such, resolved or not', async () => {
    const subject = start('export const f = async () => 1\nexport const g = () => new Promise(() => 0)', ['f', 'g'])
    expect(await errorOf(subject.call('f', []))).toMatchObject({ code: 'promise' })
    expect(await errorOf(subject.call('g', []))).toMatchObject({ code: 'promise' })
  })

  test('a missing export brings the nearest name, a wrong one what it is', async () => {
    const subject = start('export const sigmoidd = () => 1\nexport const relu = 3\nexport default () => 1', [
      'sigmoid',
      'relu',
      'toString',
    ])
    const missing = await errorOf(subject.call('sigmoid', []))
    expect(missing.code).toBe('missing-export')
    expect(missing.text.en).toContain('`sigmoidd`')
    expect((await errorOf(subject.call('relu', []))).text.en).toContain('as number')
    expect(await errorOf(subject.call('toString', []))).toMatchObject({ code: 'missing-export' })
  })

  test.each([
    ['() => () => 1', 'is a function'],
    ["() => ({ a: { b: Symbol('s') } })", '`a.b` is a symbol'],
    ['() => 5n', 'bigint'],
    ['() => new Map()', 'is a Map'],
    ['() => { const a = {}; a.a = a; return a }', 'contains itself'],
    ['() => { let a = 1; for (let i = 0; i < 20; i++) a = [a]; return a }', 'deep'],
    ['() => new Array(50000).fill(0)', 'more than 10000'],
    ['() => new Uint8Array(70 * 1024 * 1024)', '64 MB'],
    ["() => ({ get x() { throw new Error('trap') } })", 'trap'],
    ["() => new Proxy({}, { get() { throw new Error('proxy') } })", 'proxy'],
    ["() => new Proxy([], { get(t, k) { if (k === 'length') return 1e9; return 1 } })", 'more than 10000'],
  ])('a result that cannot be sent: %s', async (source, reason) => {
    const subject = start(`export const f = ${source}\nexport const g = () => 1`, ['f', 'g'])
    const error = await errorOf(subject.call('f', []))
    expect(error.code).toBe('unsendable-result')
    expect(error.text.en).toContain(reason)
    expect((await subject.call('g', [])).value).toBe(1)
  })

  test('a broken file costs only its own parts', async () => {
    const subject = start(
      { 'a.ts': 'export const f = (', 'b.ts': 'export const g = () => 2', 'c.ts': "throw new Error('at load')" },
      ['f', 'b.ts:g', 'c.ts:h', 'd.ts:i'],
    )
    expect(await errorOf(subject.call('f', []))).toMatchObject({ code: 'build-failed', where: { line: 1 } })
    expect((await subject.call('g', [])).value).toBe(2)
    const atLoad = await errorOf(subject.call('h', []))
    expect(atLoad).toMatchObject({ code: 'exception', where: { file: 'c.ts', line: 1 } })
    expect(atLoad.text.en).toContain('while it was loaded')
    expect(await errorOf(subject.call('i', []))).toMatchObject({ code: 'missing-file' })
  })

  test('a grader’s own mistakes are no SubjectError', async () => {
    const subject = start('export const f = () => 1', ['f'])
    await expect(subject.call('nobody', [])).rejects.not.toBeInstanceOf(SubjectError)
    await subject.close()
    await expect(subject.call('f', [])).rejects.toThrow(/closed/)
  })

  test('a runner that is broken is the grader’s failure', async () => {
    const subject = startSubject({
      submission: bundledCode('exports.f = () => 1', 'a.cjs'),
      parts: { f: { file: 'a.cjs' } },
      limits: testLimits,
      runnerPath: __filename,
      isolation: 'process',
    })
    open.push(subject)
    await expect(subject.call('f', [])).rejects.toThrow(/did not start/)
  })
})
