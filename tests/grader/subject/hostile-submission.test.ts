import { readdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Subject } from '../../../grader/subject/subject.ts'
import { buildRunner, type BuiltRunner } from '../../support/build-runner.ts'
import { errorOf, subjectFor, type SubmissionUnderTest } from '../../support/run-subject.ts'

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

function start(source: string, parts: string[], limits: SubmissionUnderTest['limits'] = {}): Subject {
  const subject = subjectFor({ files: { 'a.ts': source }, parts, runnerPath: runner.path, limits })
  open.push(subject)
  return subject
}

const fine = '\nexport const fine = (x) => ({ shape: [1], dtype: "float64", data: Float64Array.of(x) })'

/** The submission goes on working after what it did. */
async function expectFine(subject: Subject): Promise<void> {
  expect((await subject.call('fine', [5])).value).toEqual({ shape: [1], dtype: 'float64', data: Float64Array.of(5) })
}

describe('endless', () => {
  test('a loop in a call is stopped and named; the next call goes on', async () => {
    const subject = start(`export const spin = () => { for (;;); }${fine}`, ['spin', 'fine'], { callMs: 200 })
    const error = await errorOf(subject.call('spin', []))
    expect(error.code).toBe('timed-out')
    expect(error.text.en).toContain('`spin` did not return within 0.2 s')
    await expectFine(subject)
  })

  test('a loop that catches everything, and one that sleeps', async () => {
    const subject = start(
      `export const stubborn = () => { for (;;) { try { stubborn() } catch {} } }
       export const asleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)${fine}`,
      ['stubborn', 'asleep', 'fine'],
      { callMs: 200 },
    )
    expect(await errorOf(subject.call('stubborn', []))).toMatchObject({ code: 'timed-out' })
    expect(await errorOf(subject.call('asleep', []))).toMatchObject({ code: 'timed-out' })
    await expectFine(subject)
  })

  test('a limit of one call', async () => {
    const subject = start('export const spin = () => { for (;;); }', ['spin'], { callMs: 60_000 })
    expect(await errorOf(subject.call('spin', [], { timeLimitMs: 100 }))).toMatchObject({ code: 'timed-out' })
  })

  test('a loop while loading is paid for once', async () => {
    const subject = start('for (;;);\nexport const f = () => 1', ['f'], { loadMs: 300 })
    const first = await errorOf(subject.call('f', []))
    expect(first.code).toBe('timed-out')
    expect(first.text.en).toContain('while it was loaded')
    const again = await Promise.all(Array.from({ length: 50 }, () => errorOf(subject.call('f', []))))
    expect(again.every((error) => error === first)).toBe(true)
  })

  test('a loop in what reads the result', async () => {
    const subject = start(`export const trap = () => ({ get x() { for (;;); } })${fine}`, ['trap', 'fine'], {
      callMs: 200,
    })
    expect(await errorOf(subject.call('trap', []))).toMatchObject({ code: 'timed-out' })
    await expectFine(subject)
  })

  test('recursion without end', async () => {
    const subject = start(`export const f = (n) => f(n + 1) + 1${fine}`, ['f', 'fine'])
    const error = await errorOf(subject.call('f', [0]))
    expect(error).toMatchObject({ code: 'exception', where: { file: 'a.ts', line: 1 } })
    expect(error.text.en).toContain('called itself too deeply')
    await expectFine(subject)
  })
})

describe('memory', () => {
  const large = 30e9
  test('30 GB in one typed array', async () => {
    const subject = start(`export const f = () => new Float64Array(${large / 8})${fine}`, ['f', 'fine'])
    const error = await errorOf(subject.call('f', []))
    expect(error).toMatchObject({ code: 'out-of-memory', where: { file: 'a.ts', line: 1 } })
    expect(error.text.en).toContain('256 MB')
    await expectFine(subject)
  })

  test.each([
    ['many typed arrays', 'const a = []; for (;;) a.push(new Float64Array(1e6).fill(1))'],
    [
      'array buffers that are caught',
      'const a = []; for (;;) { try { a.push(new Uint8Array(1e7).fill(1)) } catch {} }',
    ],
    ['the heap', 'const a = []; for (;;) a.push([1.5, 2.5, 3.5])'],
    ['strings', "let s = 'x'; const a = []; for (let i = 0; ; i++) a.push(s + i)"],
    [
      'WebAssembly',
      'const m = new WebAssembly.Memory({ initial: 1 }); const a = []; for (;;) { m.grow(1000); new Uint8Array(m.buffer).fill(1) }',
    ],
  ])('%s: ends, is explained, and the next call goes on', async (_, body) => {
    const subject = start(`export const f = () => { ${body} }${fine}`, ['f', 'fine'], { callMs: 1500 })
    const { code } = await errorOf(subject.call('f', []))
    // How far an array gets before the time is over depends on the machine.
    expect(['out-of-memory', 'timed-out']).toContain(code)
    await expectFine(subject)
  })

  test('many typed arrays are called what they are', async () => {
    const subject = start(
      'export const f = () => { const a = []; for (;;) a.push(new Float64Array(1e6).fill(1)) }',
      ['f'],
      {
        callMs: 20_000,
      },
    )
    expect(await errorOf(subject.call('f', []))).toMatchObject({ code: 'out-of-memory' })
  })
})

describe('leaving', () => {
  test.each([
    ['process.exit(0)', 'process.exit'],
    ['try { process.exit(0) } catch {}', 'process.exit'],
    ['globalThis.process.reallyExit(0)', 'process.reallyExit'],
    ['process.abort()', 'process.abort'],
    ["process.kill(process.pid, 'SIGKILL')", 'process.kill'],
  ])('%s is reported with its place', async (source, call) => {
    const subject = start(`export const f = () => {\n  ${source}\n}${fine}`, ['f', 'fine'])
    const error = await errorOf(subject.call('f', []))
    expect(error).toMatchObject({ code: 'process-exit', where: { file: 'a.ts', line: 2 } })
    expect(error.text.en).toContain(call)
    await expectFine(subject)
  })

  test('at load', async () => {
    const subject = start('process.exit(0)\nexport const f = () => 1', ['f'])
    const first = await errorOf(subject.call('f', []))
    expect(first).toMatchObject({ code: 'process-exit', where: { line: 1 } })
    expect(await errorOf(subject.call('f', []))).toBe(first)
  })
})

describe('reaching out of the box', () => {
  test.each([
    'process.getBuiltinModule("fs")',
    'process.binding("fs")',
    'process.mainModule.require("fs")',
    'const name = "fs"; require(name)',
    'module.constructor._load("fs")',
    'eval("1")',
    'new Function("return 1")()',
    '(() => {}).constructor("return process")()',
    'fetch("http://127.0.0.1:1")',
    'new WebSocket("ws://127.0.0.1:1")',
    'process.stdout.constructor({ fd: 4 }).write("x")',
    'new (process.stdout.constructor)({ fd: 4 }).write("x")',
    'console._stdout.constructor({ fd: 4 }).write("x")',
    'process.stdout._handle.writeBuffer({}, new Uint8Array(8))',
    'process.dlopen({ exports: {} }, "/lib/x.node")',
    'new Worker("x")',
  ])('%s', async (attempt) => {
    const subject = start(`export const f = () => { ${attempt}; return 'reached' }${fine}`, ['f', 'fine'])
    expect(await errorOf(subject.call('f', []))).toMatchObject({ code: 'exception' })
    await expectFine(subject)
  })

  test('the environment and the arguments are empty', async () => {
    process.env.GRADE_DESCENT_TEST_SECRET = 'secret'
    const subject = start(
      'export const f = () => [JSON.stringify(process.env), process.argv.length, process.execArgv.length]',
      ['f'],
    )
    delete process.env.GRADE_DESCENT_TEST_SECRET
    expect((await subject.call('f', [])).value).toEqual(['{}', 2, 0])
  })

  test('import() of anything that is put together at run time comes to nothing', async () => {
    const subject = start(
      `let got = 'nothing'
       export const f = (name) => { import(name).then((module) => { got = Object.keys(module).join() }, () => { got = 'refused' }); return 1 }
       export const look = () => got`,
      ['f', 'look'],
    )
    await subject.call('f', ['node:fs'])
    expect((await subject.call('look', [])).value).toBe('nothing')
  })

  test('the frames of the stack lead nowhere', async () => {
    const subject = start(
      `export const f = () => {
         Error.prepareStackTrace = (_, sites) => sites.filter((site) => !site.getFileName()?.startsWith('submission:')).map((site) => [typeof site.getThis(), typeof site.getFunction()].join())
         const { stack } = new Error('x')
         delete Error.prepareStackTrace
         return [...new Set(stack)]
       }`,
      ['f'],
    )
    expect((await subject.call('f', [])).value).toEqual(['undefined,undefined'])
  })

  test('only what the exercise gives can be reached of the kit', async () => {
    const subject = start(
      "import { zeros } from 'grade-descent/student'\nexport const f = () => [Object.keys(__gradeDescentKit), zeros([1]).dtype]",
      ['f'],
    )
    const { value } = await subject.call('f', [])
    const [names] = value as [string[]]
    expect([...names].sort()).toEqual([
      'NotImplementedError',
      'Random',
      'ShapeError',
      'tensor',
      'todo',
      'zeros',
      'zerosLike',
    ])
  })
})

describe('forged frames', () => {
  // Student code has no way to the pipe that is known; here the runner itself is made to hand one out.
  async function withLeak(leak: string, parts: string[]): Promise<Subject> {
    const { readFileSync, writeFileSync } = await import('node:fs')
    const leaky = runner.path.replace(/runner\.cjs$/, 'leaky.cjs')
    writeFileSync(leaky, `globalThis.leakedFs = require('node:fs');\n${readFileSync(runner.path, 'utf8')}`)
    const subject = subjectFor({ files: { 'a.ts': `${leak}${fine}` }, parts, runnerPath: leaky })
    open.push(subject)
    return subject
  }

  test.each([
    ['noise', 'new Uint8Array(100).fill(200)'],
    ['a length of 4 GB', 'Uint8Array.of(255, 255, 255, 255)'],
    ['an empty frame', 'Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0)'],
    ['an unknown kind', 'Uint8Array.of(9, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 0)'],
  ])('%s is a broken frame, and the next call goes on', async (_, bytes) => {
    const subject = await withLeak(`export const f = () => { leakedFs.writeSync(4, ${bytes}); for (;;); }`, [
      'f',
      'fine',
    ])
    expect(await errorOf(subject.call('f', []))).toMatchObject({ code: 'broken-frame' })
    await expectFine(subject)
  })

  test('an answer of another request, and one too many, are broken frames', async () => {
    const forged = `
      const bytes = (number) => { const b = new DataView(new ArrayBuffer(64)); let at = 4
        const u32 = (v) => { b.setUint32(at, v, true); at += 4 }, u8 = (v) => b.setUint8(at++, v), f64 = (v) => { b.setFloat64(at, v, true); at += 8 }
        u32(4); u8(5); u32(6); for (const c of 'answer') { b.setUint16(at, c.charCodeAt(0), true); at += 2 }
        u8(4); f64(number); u8(4); f64(0); u8(4); f64(99); b.setUint32(0, at - 4, true)
        return new Uint8Array(b.buffer, 0, at) }
      export const late = () => { leakedFs.writeSync(4, bytes(1)); for (;;); }
      export const twice = (number) => { leakedFs.writeSync(4, bytes(number)); return 1 }`
    const subject = await withLeak(forged, ['late', 'twice', 'fine'])
    expect(await errorOf(subject.call('late', []))).toMatchObject({ code: 'broken-frame' })
    await expectFine(subject)
    // Its own number is 6 now: the forged answer is taken for one wrong number, and the true one then shows the forgery.
    const first = await subject.call('twice', [6]).catch((error: unknown) => error)
    const next = await subject.call('fine', [5]).catch((error: unknown) => error)
    const codes = [first, next].map((end) => (end as { code?: string }).code)
    expect(codes).toContain('broken-frame')
    await expectFine(subject)
  })
})

describe('a poisoned world', () => {
  test.each([
    'Object.prototype.polluted = () => 1',
    'Object.defineProperty(Object.prototype, "enumerableTrap", { enumerable: true, get() { throw 1 } })',
    'Array.prototype[Symbol.iterator] = () => { throw new Error("no") }',
    'Array.prototype.push = Array.prototype.map = Array.prototype.slice = () => { throw new Error("no") }',
    'JSON.stringify = JSON.parse = () => { throw 1 }',
    'Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 1 }',
    'Reflect.apply = () => { throw 1 }; Object.keys = () => ["x"]; Array.isArray = () => false; Number.isInteger = () => false',
    'String.prototype.charCodeAt = String.prototype.slice = String.prototype.split = () => { throw 1 }; String.fromCharCode = () => "?"',
    'DataView.prototype.setUint32 = DataView.prototype.getUint32 = () => { throw 1 }',
    'Uint8Array.prototype.set = Object.getPrototypeOf(Uint8Array.prototype).set = () => { throw 1 }',
    'Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), "length", { get: () => 0 })',
    'globalThis.Uint8Array = globalThis.DataView = globalThis.Promise = globalThis.Error = undefined',
    'globalThis.console = globalThis.process = undefined',
    'Buffer.prototype.write = Buffer.from = () => { throw 1 }; Error.stackTraceLimit = 0',
    'Object.freeze(Object.prototype); Object.freeze(Array.prototype)',
  ])('%s', async (poison) => {
    const subject = start(
      `${poison}\nexport const list = (x) => [x, { a: 'text' }]\nexport const boom = () => { null.x }${fine}`,
      ['list', 'boom', 'fine'],
    )
    await expectFine(subject)
    expect((await subject.call('list', [{ b: [1] }], { echoInputs: true })).value).toEqual([{ b: [1] }, { a: 'text' }])
    expect(await errorOf(subject.call('boom', []))).toMatchObject({ code: 'exception' })
    expect(JSON.stringify([1])).toBe('[1]')
  })

  test('a typed array that lies costs only the liar', async () => {
    const subject = start(
      `Object.defineProperty(Float64Array.prototype, 'length', { get: () => 1e9 })
       Float64Array.prototype.fill = () => 0
       export const lie = () => new Float64Array(2)${fine}`,
      ['lie', 'fine'],
    )
    expect((await subject.call('lie', [])).value).toEqual(new Float64Array(2))
    await expectFine(subject)
  })
})

test('nothing is left behind in the folder for temporary files', async () => {
  const { tmpdir } = await import('node:os')
  const folders = (): string[] => readdirSync(tmpdir()).filter((name) => /^grade-descent-child-/.test(name))
  const before = folders()
  const subject = start(`export const f = () => process.exit(0)${fine}`, ['f', 'fine'])
  await errorOf(subject.call('f', []))
  await expectFine(subject)
  await subject.close()
  expect(folders().filter((name) => !before.includes(name))).toEqual([])
})
