import { describe, expect, test } from '@jest/globals'
import { values } from '../../grader/checks/values.ts'
import type { Check, Verdict } from '../../grader/exercise.ts'
import { gradeSubmission, type Graded, type GradeRequest } from '../../grader/grade-submission.ts'
import type { CheckResult } from '../../grader/report.ts'
import { seedsOf } from '../../grader/seeds.ts'
import { SubjectError, type SubjectErrorCode, type Value } from '../../grader/subject/subject.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import { inProcessSubject } from '../exercises/in-process-subject.ts'
import { drawOne, exerciseOf, mapped, title } from '../support/run-check.ts'

const text = { en: 'words', zh: '文字' }
const passes: Verdict = { status: 'passed', message: text }
const fails: Verdict = { status: 'failed', message: text }
const unsure: Verdict = { status: 'inconclusive', message: text }

function check(id: string, verdict: Verdict | Error, options: Partial<Check> = {}): Check {
  return {
    id,
    part: 'f',
    kind: 'values',
    title,
    points: 10,
    needs: [],
    slow: false,
    run: () => (verdict instanceof Error ? Promise.reject(verdict) : Promise.resolve(verdict)),
    ...options,
  }
}

function grade(checks: readonly Check[], request: Partial<GradeRequest> = {}): Promise<Graded> {
  return gradeSubmission({
    exercise: { ...exerciseOf({ f: () => 0 }, checks), id: 'exercise-1', folder: 'exercise-1-f' },
    subject: inProcessSubject({}),
    referenceSubject: () => Promise.reject(new Error('not here')),
    images: () => Promise.resolve(null),
    knownBugs: () => Promise.resolve([]),
    calibration: null,
    seeds: { files: 'a', identity: 'b' },
    timesFromOutside: true,
    onlyQuick: false,
    onlyCase: null,
    reproduce: (caseId) => `grade 1 --case ${caseId}`,
    whereIs: () => null,
    onResult: () => undefined,
    onProgress: () => undefined,
    ...request,
  })
}

const byId = ({ checks }: Graded, id: string): CheckResult => {
  const found = checks.find((result) => result.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

describe('points', () => {
  test('all of them: passed', async () => {
    const graded = await grade([
      check('a', passes),
      check('b', passes, { points: 0.1 }),
      check('c', passes, { points: 0.2 }),
    ])
    expect(graded).toMatchObject({ status: 'passed', error: null, score: 10.3, maxScore: 10.3, inconclusivePoints: 0 })
  })

  test('some missing: failed; a share of a check’s points counts', async () => {
    const graded = await grade([check('a', passes), check('b', { ...fails, share: 0.25 }), check('c', fails)])
    expect(graded).toMatchObject({ status: 'failed', score: 12.5, maxScore: 30 })
    expect(byId(graded, 'b')).toMatchObject({ status: 'failed', score: 2.5, maxScore: 10 })
  })

  test('of an inconclusive check leave both sums, and all the rest is a pass', async () => {
    const graded = await grade([check('a', passes), check('b', { ...unsure, share: 1 })])
    expect(graded).toMatchObject({ status: 'passed', score: 10, maxScore: 10, inconclusivePoints: 10 })
    expect(byId(graded, 'b').score).toBe(0)
  })

  test('the grader’s own failure is no grade, and no zero', async () => {
    const graded = await grade([check('a', passes), check('b', new Error('a broken pipe'))])
    expect(graded).toMatchObject({ status: 'error', score: null, maxScore: 20, error: { code: 'grader-error' } })
    expect(byId(graded, 'b').message.en).toMatch(/no fault of the submission: a broken pipe/)
    expect(byId(graded, 'a')).toMatchObject({ status: 'passed', score: 10 })
  })
})

describe('a failure of the submission', () => {
  test.each<[SubjectErrorCode, CheckResult['status']]>([
    ['not-attempted', 'not-attempted'],
    ['missing-file', 'not-attempted'],
    ['missing-export', 'not-attempted'],
    ['timed-out', 'timed-out'],
    ['exception', 'student-error'],
    ['out-of-memory', 'student-error'],
    ['process-exit', 'student-error'],
    ['forbidden-import', 'student-error'],
  ])('%s is %s, with its words and place', async (code, status) => {
    const where = { file: 'a.ts', line: 3, column: 1, excerpt: '> 3 | x' }
    const graded = await grade([check('a', new SubjectError(code, text, where))])
    expect(byId(graded, 'a')).toMatchObject({ status, score: 0, message: text, where, diagnosis: null })
    expect(graded).toMatchObject({ status: 'failed', score: 0, maxScore: 10 })
  })

  test('the case that failed is told as a command', async () => {
    const graded = await grade([check('a', { ...fails, failedCase: 'a/3' })])
    expect(byId(graded, 'a').reproduce).toBe('grade 1 --case a/3')
  })

  test('what was printed stands beside the check in which it was printed', async () => {
    const printed = ['first', '']
    const subject = { ...inProcessSubject({}), takeOutput: () => ({ text: printed.shift() ?? '', truncated: false }) }
    const graded = await grade([check('a', passes), check('b', passes)], { subject })
    expect(graded.checks.map(({ output }) => output)).toEqual(['first', ''])
  })
})

describe('what waits', () => {
  const chain = [
    check('root', fails),
    check('middle', passes, { needs: ['root'] }),
    check('leaf', passes, { needs: ['middle'] }),
    check('free', passes),
  ]

  test('names the check at the root, earns 0 and keeps its points in the sum', async () => {
    const graded = await grade(chain)
    for (const id of ['middle', 'leaf'])
      expect(byId(graded, id)).toMatchObject({ status: 'blocked', waitsFor: 'root', score: 0, diagnosis: null })
    expect(byId(graded, 'leaf').message.en).toContain('waits for root')
    expect(graded).toMatchObject({ status: 'failed', score: 10, maxScore: 40 })
  })

  test('is not run', async () => {
    const ran: string[] = []
    const run = (id: string) => () => {
      ran.push(id)
      return Promise.resolve(passes)
    }
    await grade(chain.map((one) => (one.id === 'root' ? one : { ...one, run: run(one.id) })))
    expect(ran).toEqual(['free'])
  })

  test('for something inconclusive costs nothing either', async () => {
    const graded = await grade([
      check('root', unsure),
      check('leaf', passes, { needs: ['root'] }),
      check('free', passes),
    ])
    expect(byId(graded, 'leaf')).toMatchObject({ status: 'inconclusive', waitsFor: 'root' })
    expect(graded).toMatchObject({ status: 'passed', score: 10, maxScore: 10, inconclusivePoints: 20 })
  })

  test('for something failed as well is blocked by that', async () => {
    const graded = await grade([
      check('unsure', unsure),
      check('wrong', fails),
      check('leaf', passes, { needs: ['unsure', 'wrong'] }),
    ])
    expect(byId(graded, 'leaf')).toMatchObject({ status: 'blocked', waitsFor: 'wrong' })
  })

  test('for the grader’s own failure leaves no grade', async () => {
    const graded = await grade([check('root', new Error('x')), check('leaf', passes, { needs: ['root'] })])
    expect(graded.score).toBeNull()
    expect(byId(graded, 'leaf')).toMatchObject({ status: 'blocked', waitsFor: 'root' })
  })
})

describe('order', () => {
  const checks = [check('slow', passes, { slow: true }), check('quick', passes)]

  test('quick checks first, told as they end; the report keeps the exercise’s order', async () => {
    const told: string[] = []
    const graded = await grade(checks, { onResult: ({ id }) => told.push(id) })
    expect(told).toEqual(['quick', 'slow'])
    expect(graded.checks.map(({ id }) => id)).toEqual(['slow', 'quick'])
  })

  test('--only quick leaves the slow ones out and says so', async () => {
    const graded = await grade(checks, { onlyQuick: true })
    expect(byId(graded, 'slow')).toMatchObject({
      status: 'inconclusive',
      score: 0,
      message: { en: 'Left out, as asked by --only quick.' },
    })
    expect(graded).toMatchObject({ status: 'passed', score: 10, maxScore: 10, inconclusivePoints: 10 })
    expect(graded.notes.map(({ en }) => en)).toEqual([expect.stringContaining('1 slow check was left out')])
  })

  test('--only quick leaves them out even where they would be blocked', async () => {
    const graded = await grade([check('quick', fails), check('slow', passes, { slow: true, needs: ['quick'] })], {
      onlyQuick: true,
    })
    expect(byId(graded, 'slow').status).toBe('inconclusive')
    expect(graded).toMatchObject({ score: 0, maxScore: 10 })
  })
})

describe('cases', () => {
  type Forward = [x: Tensor]
  const triple = (x: Tensor): Tensor => mapped(x, (value) => 3 * value)
  const exercise = {
    ...exerciseOf({ triple }, [
      values<Forward>('triple', { points: 50, title, draw: drawOne, cases: 3 }),
      values<Forward>('triple', {
        points: 50,
        title,
        name: 'again',
        draw: drawOne,
        cases: 2,
        needs: ['triple-values'],
      }),
    ]),
    id: 'exercise-1',
    folder: 'exercise-1-triple',
  }

  /** The first number of every case that the student's function was given. */
  async function seen(request: Partial<GradeRequest>): Promise<{ numbers: number[]; graded: Graded }> {
    const numbers: number[] = []
    const run = (x: Value): Value => {
      numbers.push((x as Tensor).data[0])
      return triple(x as Tensor)
    }
    const graded = await grade([], { exercise, subject: inProcessSubject({ triple: run }), ...request })
    return { numbers, graded }
  }

  const seeded = (secret: string, files: string) => seedsOf(new TextEncoder().encode(secret), 'exercise-1', files, 'me')

  test('the same files meet the same cases; other files, and a secret, others', async () => {
    const { numbers } = await seen({ seeds: seeded('', 'files') })
    expect(new Set(numbers).size).toBe(5)
    expect((await seen({ seeds: seeded('', 'files') })).numbers).toEqual(numbers)
    for (const seeds of [seeded('', 'others'), seeded('secret', 'files'), seeded('another secret', 'files')]) {
      const { numbers: other } = await seen({ seeds })
      expect(other.filter((number) => numbers.includes(number))).toEqual([])
    }
  })

  test('--case runs one alone, the same as in the whole run, whatever it waits for', async () => {
    const whole = await seen({})
    const { numbers, graded } = await seen({ onlyCase: 'triple-again/1' })
    expect(numbers).toEqual([whole.numbers[4]])
    expect(graded.checks.map(({ id }) => id)).toEqual(['triple-again'])
    expect(graded.notes.map(({ en }) => en)).toEqual(['Only triple-again/1 was run (--case): this is no grade.'])
  })

  test('--case of a number that is not there proves nothing', async () => {
    const { graded } = await seen({ onlyCase: 'triple-values/99' })
    expect(graded).toMatchObject({ score: 0, maxScore: 0, inconclusivePoints: 50 })
    expect(graded.checks[0].message.en).toBe('There is no case of this number.')
  })

  test('--case with a check’s id runs all its cases', async () => {
    expect((await seen({ onlyCase: 'triple-values' })).numbers).toHaveLength(3)
  })

  test('accuracy’s images are drawn from the identity, not from the files', async () => {
    const drawn: number[] = []
    const drawing = check('a', passes, {
      run: ({ random }) => {
        drawn.push(random('x', 'identity').uniform(), random('x').uniform())
        return Promise.resolve(passes)
      },
    })
    for (const files of ['one', 'two'])
      await grade([drawing], { seeds: seedsOf(new Uint8Array(), 'exercise-1', files, 'me') })
    expect(drawn[0]).toBe(drawn[2])
    expect(drawn[1]).not.toBe(drawn[3])
  })
})

describe('the diagnosis', () => {
  const where = { file: 'a.ts', line: 1, column: 1, excerpt: '> 1 | f' }
  const observed: Verdict = { ...fails, observations: [{ part: 'f', inputs: [], actual: 2, expected: 1 }] }
  const bug = { id: 'two', part: 'f', caughtBy: 'a', title: text, explanation: { en: 'why', zh: null }, run: () => 2 }

  test('names a known bug with the place of the function, a missing language filled in', async () => {
    const graded = await grade([check('a', observed)], {
      knownBugs: () => Promise.resolve([bug]),
      whereIs: () => where,
    })
    expect(byId(graded, 'a').diagnosis).toMatchObject({ id: 'two', where })
    expect(byId(graded, 'a').diagnosis?.explanation.en).toMatch(/^why Evidence: on the case tried/)
  })

  test('loads the known bugs only where something failed', async () => {
    const knownBugs = (): Promise<never> => Promise.reject(new Error('loaded'))
    expect((await grade([check('a', passes), check('b', unsure)], { knownBugs })).status).toBe('passed')
    expect((await grade([check('a', observed)], { knownBugs })).status).toBe('error')
  })

  test('notes of checks are told once', async () => {
    const graded = await grade([check('a', { ...passes, notes: [text] }), check('b', { ...passes, notes: [text] })])
    expect(graded.notes).toEqual([text])
  })

  test('the report says which images were opened', async () => {
    const opens = check('a', passes, { run: async ({ images }) => (await images(), passes) })
    expect((await grade([opens])).data).toBe('drawn')
    expect((await grade([check('a', passes)])).data).toBeNull()
  })
})

describe('code that is given with errors', () => {
  const lesson = { en: 'The sign was wrong.', zh: '符号错了。' }
  const faulty = (first: Verdict, second: Verdict): Promise<Graded> => {
    const checks = [check('a', first, { lesson }), check('b', second, { lesson }), check('c', passes)]
    const exercise = {
      ...exerciseOf({ f: () => 0 }, checks),
      faultyStub: true,
      id: 'exercise-1',
      folder: 'exercise-1-f',
    }
    return grade(checks, { exercise })
  }

  test('a check tells what was wrong once it passes, and not before', async () => {
    const graded = await faulty(passes, fails)
    expect(byId(graded, 'a').lesson).toEqual(lesson)
    expect('lesson' in byId(graded, 'b')).toBe(false)
    expect('lesson' in byId(graded, 'c')).toBe(false)
  })

  test('a note counts the errors that are mended', async () => {
    const noteOf = async (...verdicts: [Verdict, Verdict]): Promise<string> => (await faulty(...verdicts)).notes[0].en
    expect(await noteOf(fails, fails)).toMatch(/^0 of the 2 errors/)
    expect(await noteOf(passes, fails)).toMatch(/^1 of the 2 errors/)
    expect(await noteOf(passes, passes)).toMatch(/^All 2 errors/)
  })

  test('other exercises have no such note', async () => {
    expect((await grade([check('a', passes, { lesson })])).notes).toEqual([])
  })
})
