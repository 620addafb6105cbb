import { describe, expect, test } from '@jest/globals'
import { explainByMisconception, explainByThrow, type KnownBug } from '../../../grader/diagnosis/misconceptions.ts'
import type { Observation } from '../../../grader/exercise.ts'
import type { Value } from '../../../grader/subject/subject.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { float32, float64, mapped } from '../../support/run-check.ts'

type Run = (x: Tensor) => unknown

function bug(id: string, run: Run, { part = 'f', caughtBy = 'f-values' } = {}): KnownBug {
  const text = (word: string) => ({ en: `${word} of ${id}.`, zh: `${id} 的${word}。` })
  return { id, part, caughtBy, title: text('title'), explanation: text('explanation'), run: run as KnownBug['run'] }
}

const inputs = [float64([1, -2, 3.3], [1, 3]), float64([0.1, 5, -0.7, 2, 3, 7], [2, 3])]

function observed(actual: Run, expected: Run): Observation[] {
  return inputs.map((x) => ({
    part: 'f',
    inputs: [x],
    actual: actual(x) as Value,
    expected: expected(x) as Value,
  }))
}

const plus =
  (amount: number): Run =>
  (x) =>
    mapped(x, (value) => value + amount)
const right = plus(0)

const explain = (
  observations: readonly Observation[],
  bugs: readonly KnownBug[],
  kind: 'values' | 'precision' = 'values',
) => explainByMisconception('f-values', kind, observations, bugs)

describe('one bug', () => {
  test('is named where it gives the same on every case, with the numbers that say so', () => {
    const found = explain(observed(plus(1), right), [bug('plus-two', plus(2)), bug('plus-one', plus(1))])
    expect(found?.id).toBe('plus-one')
    expect(found?.explanation.en).toBe(
      'explanation of plus-one. Evidence: on all 2 cases your result is what this mistake gives; for instance [0, 0] is 2 where 1 is right.',
    )
    expect(found?.explanation.zh).toContain('例如 [0, 0] 为 2，而正确值是 1')
  })

  test('is not named where one case differs', () => {
    const sometimes: Run = (x) => (x.shape[0] === 1 ? plus(1)(x) : plus(1.1)(x))
    expect(explain(observed(sometimes, right), [bug('plus-one', plus(1))])).toBeNull()
  })

  test('is not named where it gives what is right', () => {
    expect(explain(observed(right, right), [bug('none', right)])).toBeNull()
  })

  test('of another function, or one that throws, says nothing', () => {
    const throwing: Run = () => {
      throw new Error('no')
    }
    expect(
      explain(observed(plus(1), right), [bug('other', plus(1), { part: 'g' }), bug('broken', throwing)]),
    ).toBeNull()
  })

  test('of several alike, the one that this check is meant for comes first', () => {
    const bugs = [bug('a', plus(1), { caughtBy: 'f-manners' }), bug('b', plus(1)), bug('c', plus(1))]
    expect(explain(observed(plus(1), right), bugs)?.id).toBe('b')
  })

  test('may give more than the contract names', () => {
    const rich: Run = (x) => ({ extra: 'text', out: plus(1)(x) })
    const wanted: Run = (x) => ({ out: x })
    const student: Run = (x) => ({ out: plus(1)(x) })
    // structuredClone's arrays are of another realm than Jest's, so the bug makes its own.
    const own: Run = (x) => rich(float64(Array.from(x.data), x.shape))
    expect(explain(observed(student, wanted), [bug('rich', own)])?.id).toBe('rich')
  })

  test('is named by a variant of it', () => {
    const varied = { ...bug('varied', plus(1)), variants: [plus(2), plus(3)] as unknown as KnownBug['variants'] }
    expect(explain(observed(plus(3), right), [varied])?.id).toBe('varied')
    expect(explain(observed(plus(4), right), [varied])).toBeNull()
  })

  test('in the shape is named with both shapes', () => {
    const flattened: Run = (x) => ({ ...x, shape: [x.data.length] })
    const found = explain(observed(flattened, right), [bug('flat', flattened)])
    expect(found?.explanation.en).toContain('for instance its shape is [3] where [1, 3] is right')
  })

  test('leaves the observed arguments alone', () => {
    const destructive: Run = (x) => mapped({ ...x, data: x.data.fill(9) }, (value) => value)
    explain(observed(plus(1), right), [bug('destructive', destructive)])
    expect(Array.from(inputs[0].data)).toEqual([1, -2, 3.3])
  })
})

describe('an error', () => {
  const throwing =
    (message: string): Run =>
    ({ shape }) => {
      throw new RangeError(`${message} [${shape.join(', ')}]`)
    }
  const explainThrow = (thrown: string, bugs: readonly KnownBug[]) =>
    explainByThrow('f-values', { part: 'f', inputs: [inputs[0]], thrown }, bugs)

  test('names the bug that ends with the very same error on the same arguments', () => {
    const bugs = [bug('other', throwing('other')), bug('right', plus(0)), bug('same', throwing('shapes'))]
    const found = explainThrow('RangeError: shapes [1, 3]', bugs)
    expect(found?.id).toBe('same')
    expect(found?.explanation.en).toContain('ends with the same error: RangeError: shapes [1, 3].')
  })

  test('names a bug by a variant of it', () => {
    const varied = { ...bug('varied', plus(1)), variants: [throwing('shapes')] as unknown as KnownBug['variants'] }
    expect(explainThrow('RangeError: shapes [1, 3]', [varied])?.id).toBe('varied')
  })

  test('of another name, message, shape or function names none', () => {
    const bugs = [bug('same', throwing('shapes'))]
    for (const thrown of ['Error: shapes [1, 3]', 'RangeError: shapes [3, 1]', 'RangeError: ']) {
      expect(explainThrow(thrown, bugs)).toBeNull()
    }
    expect(explainThrow('RangeError: shapes [1, 3]', [bug('same', throwing('shapes'), { part: 'g' })])).toBeNull()
  })
})

describe('two bugs at once', () => {
  const both =
    (a: Run, b: Run): Run =>
    (x) => ({ a: a(x), b: b(x) })
  const wanted = both(right, right)
  const bugs = [
    bug('a-plus-one', both(plus(1), right)),
    bug('b-plus-two', both(right, plus(2))),
    bug('b-plus-three', both(right, plus(3))),
  ]

  test('are named together where each explains its own field', () => {
    const found = explain(observed(both(plus(1), plus(2)), wanted), bugs)
    expect(found?.id).toBe('a-plus-one+b-plus-two')
    expect(found?.title.en).toBe('title of a-plus-one.; and title of b-plus-two.')
    expect(found?.explanation.en).toMatch(/explanation of a-plus-one\. explanation of b-plus-two\. Evidence/)
  })

  test('are not named where a field stays unexplained, or one of them does nothing', () => {
    expect(explain(observed(both(plus(1), plus(4)), wanted), bugs)).toBeNull()
    expect(explain(observed(both(plus(1.5), right), wanted), bugs)).toBeNull()
  })

  test('a single one is preferred', () => {
    const single = bug('z-both', both(plus(1), plus(2)))
    expect(explain(observed(both(plus(1), plus(2)), wanted), [...bugs, single])?.id).toBe('z-both')
  })
})

describe('a changed argument', () => {
  const inPlace: Run = (x) => ({ ...x, data: x.data.fill(0) })
  const zero: Run = (x) => mapped(x, () => 0)
  const changed = observed(zero, zero)
    .map((seen) => ({ ...seen, inputsAfter: [zero(inputs[0]) as Tensor] }))
    .slice(0, 1)

  test('names the bug that leaves the same behind', () => {
    expect(explain(changed, [bug('in-place', inPlace)])?.id).toBe('in-place')
  })

  test('and no bug that leaves them alone, or something else', () => {
    const other: Run = (x) => ({ ...x, data: x.data.fill(1).map(() => 0) })
    expect(explain(changed, [bug('pure', zero), bug('other', other)])).toBeNull()
  })

  test('a kept cache, which did not come back, is no obstacle', () => {
    const [seen] = changed
    const withCache = { ...seen, inputs: [...seen.inputs, { z: 1 }], inputsAfter: [...seen.inputsAfter, null] }
    expect(explain([withCache], [bug('in-place', inPlace)])?.id).toBe('in-place')
  })
})

describe('lost digits', () => {
  const third: Run = (x) => mapped(x, (value) => value / 3)
  const short: Run = (x) => float32(third(x) as Tensor)

  test('name the bug that loses them in the same place', () => {
    expect(explain(observed(short, third), [bug('float32', short)], 'precision')?.id).toBe('float32')
  })

  test('and no bug that is wrong otherwise', () => {
    const wrong: Run = (x) => float32(mapped(x, (value) => value / 4))
    expect(explain(observed(short, third), [bug('quarter', wrong), bug('right', third)], 'precision')).toBeNull()
  })
})

describe('results of any kind bring no crash and no claim', () => {
  const tensorLike = (fields: object): Value =>
    ({ shape: [1, 3], dtype: 'float64', data: new Float64Array(3), ...fields }) as Value

  test.each<[string, Value]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'x'],
    ['NaN', NaN],
    ['a list', [1, 2, 3]],
    ['data of null', tensorLike({ data: null })],
    ['data of a text', tensorLike({ data: 'abc' })],
    ['a shape of null', tensorLike({ shape: null })],
    ['a shape of texts', tensorLike({ shape: ['a', {}] })],
    ['a huge shape', tensorLike({ shape: [1e9, 1e9] })],
    ['NaN and infinities', float64([NaN, Infinity, -Infinity], [1, 3])],
  ])('%s', (_, actual) => {
    const observations = observed(() => actual, right)
    expect(explain(observations, [bug('plus-one', plus(1)), bug('plus-two', plus(2))])).toBeNull()
  })
})

describe('a bug in some fields only', () => {
  const two =
    (first: number, second: number): Run =>
    (x) => ({ first: plus(first)(x), second: plus(second)(x) })
  // structuredClone's arrays are of another realm than Jest's, so the bugs make their own.
  const own =
    (run: Run): Run =>
    (x) =>
      run(float64(Array.from(x.data), x.shape))
  const everywhere = bug('everywhere', own(two(1, 1)))

  test('is named where it gives all the wrong fields, and the fields are told', () => {
    const found = explain(observed(two(1, 0), two(0, 0)), [everywhere])
    expect(found?.id).toBe('everywhere')
    expect(found?.explanation.en).toContain(
      'what is wrong in your result, `first`, is what this mistake gives there; the rest is right',
    )
    expect(found?.explanation.zh).toContain('错的部分（`first`）')
  })

  test('yields to one that gives nothing else wrong', () => {
    const exactly = bug('exactly', own(two(1, 0)))
    expect(explain(observed(two(1, 0), two(0, 0)), [everywhere, exactly])?.id).toBe('exactly')
  })

  test('is not named where a field is wrong in another way, nor by a number alone', () => {
    expect(explain(observed(two(1, 2), two(0, 0)), [everywhere])).toBeNull()
    const numbers =
      (first: number, second: number): Run =>
      () => ({ first, second })
    expect(explain(observed(numbers(1, 0), numbers(0, 0)), [bug('numbers', numbers(1, 1))])).toBeNull()
  })
})
