import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { diagnose } from '../../../grader/diagnosis/diagnose.ts'
import { explainByRelation } from '../../../grader/diagnosis/relations.ts'
import type { Observation } from '../../../grader/exercise.ts'
import type { Value } from '../../../grader/subject/subject.ts'
import { drawTensor } from '../../../grader/checks/draw.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { float32, float64, mapped } from '../../support/run-check.ts'

/** One case a shape: the input has it too, and its first axis is the batch. */
function cases(shapes: readonly (readonly number[])[], wrong: (right: Tensor, index: number) => Value): Observation[] {
  return shapes.map((shape, index) => {
    const random = new Random(`relations ${index}`)
    const expected = drawTensor(random, shape)
    return { part: 'f', inputs: [drawTensor(random, shape)], actual: wrong(expected, index), expected }
  })
}

/** Rows that sum to a vector. */
function spread(vector: Tensor, rows: number): Tensor {
  const shares = Array.from({ length: rows }, (_, row) => (2 * (row + 1)) / (rows * (rows + 1)))
  return float64(
    shares.flatMap((share) => Array.from(vector.data, (value) => share * value)),
    [rows, vector.data.length],
  )
}

const matrices = [
  [3, 4],
  [5, 2],
  [7, 3],
]
const images = [
  [2, 5, 4, 3],
  [1, 3, 6, 2],
]

/** A vector made of a batch of rows. */
function withBatches(batches: readonly number[], wrong: (right: Tensor, batch: number) => Value): Observation[] {
  const vectors = cases(
    batches.map(() => [4]),
    (right, index) => wrong(right, batches[index]),
  )
  return vectors.map((seen, index) => ({
    ...seen,
    inputs: [drawTensor(new Random(`batch ${index}`), [batches[index], 4])],
  }))
}

function englishOf(observations: readonly Observation[]): string {
  const found = explainByRelation(observations)
  return found === null ? 'nothing' : `${found.id}: ${found.title.en}. ${found.explanation.en}`
}

describe('every relation, with the numbers that led to it', () => {
  test.each<[string, Observation[], RegExp]>([
    [
      'negated',
      cases(matrices, (right) => mapped(right, (value) => -value)),
      /^relation-negated: .*exactly -1 times .* all 3 cases \((-?[\d.]+) for -?[\d.]+\)/,
    ],
    [
      'by a constant',
      cases(matrices, (right) => mapped(right, (value) => 2 * value)),
      /^relation-scaled: Scaled by 2\. .* 2 times .* in all 3 cases whatever their sizes/,
    ],
    [
      'not summed over the batch',
      cases(
        matrices.map(([, columns]) => [columns]),
        (right, index) => spread(right, matrices[index][0]),
      ),
      /^relation-unsummed: Not summed over axis 0\. .* shape \[3, 4\] where \[4\] is right, .* in all 3 cases/,
    ],
    [
      'with an axis that was kept',
      cases(matrices, (right) => ({ ...right, shape: [1, ...right.shape] })),
      /^relation-reshaped: .* its shape is \[1, 3, 4\] where \[3, 4\] is right/,
    ],
    [
      'by the batch size',
      cases(matrices, (right) => mapped(right, (value) => value * right.shape[0])),
      /Scaled by the batch size\. .* is 3 times .*and the batch size is 3; the same holds in all 3 cases/,
    ],
    [
      'by 1 / batch size',
      cases(matrices, (right) => mapped(right, (value) => value / right.shape[0])),
      /Scaled by 1 \/ the batch size\. .* 0\.333333 times/,
    ],
    [
      'by 2 / columns',
      cases(matrices, (right) => mapped(right, (value) => (2 * value) / right.shape[1])),
      /Scaled by 2 \/ the number of columns/,
    ],
    [
      'by minus the elements',
      cases(matrices, (right) => mapped(right, (value) => -value * right.data.length)),
      /Scaled by minus the number of/,
    ],
    [
      'by the size in the only case',
      cases([[5, 3]], (right) => mapped(right, (value) => value * 5)),
      /Scaled by the batch size\. .* 5 times .*and the batch size is 5/,
    ],
    [
      'by a number that is no size',
      cases([[5, 3]], (right) => mapped(right, (value) => value * 0.7)),
      /Scaled by 0\.7\. .*, in all 1 cases\. /,
    ],
    [
      'shifted',
      cases(matrices, (right) => mapped(right, (value) => value + 0.25)),
      /^relation-shifted: Shifted by 0\.25\. .* 0\.25 away .* all 3 cases/,
    ],
    [
      'right only at batch 1',
      withBatches([1, 5, 3], (right, batch) => (batch === 1 ? right : mapped(right, (value, i) => value + i * i))),
      /^relation-batch-of-one: .*\(1 of 3 cases\).* at a batch of 5/,
    ],
    ['transposed', cases(matrices, transposed), /^relation-transposed: .*shape \[4, 3\] for \[3, 4\]/],
    [
      'flipped in space',
      cases(images, (right) => flipped(right)),
      /^relation-flipped: .*180 degrees along axes 1 and 2, in all 2 cases/,
    ],
    [
      'right away from the border',
      cases(images, (right) => bordered(right)),
      /^relation-border: .*outermost rows and columns, in all 2 cases/,
    ],
    [
      'float32 that lost more',
      cases(matrices, (right) => float32(mapped(right, (value) => Math.fround(value + 100) - 100))),
      /^relation-float32: .*float32/,
    ],
  ])('%s', (_, observations, words) => {
    expect(englishOf(observations)).toMatch(words)
    expect(explainByRelation(observations)?.explanation.zh).toMatch(/[\u4e00-\u9fff]/)
  })

  test('of a field, by its path', () => {
    const observations = cases(matrices, (right) => mapped(right, (value) => -value)).map(
      ({ actual, expected, ...rest }) => ({
        ...rest,
        actual: { ok: 1, gradients: { weights: actual } },
        expected: { ok: 1, gradients: { weights: expected } },
      }),
    )
    expect(englishOf(observations)).toContain('Every entry of gradients.weights is exactly -1 times')
  })

  test('of plain numbers, from three cases on', () => {
    const losses = cases(matrices, () => 0).map((seen, index) => ({
      ...seen,
      expected: 1.5 + index,
      actual: (1.5 + index) * matrices[index][0],
    }))
    expect(englishOf(losses)).toMatch(/Scaled by the batch size/)
    expect(englishOf(losses.slice(0, 2))).toBe('nothing')
  })
})

describe('no claim where nothing fits', () => {
  test.each<[string, Observation[]]>([
    ['right results', cases(matrices, (right) => right)],
    ['no results', []],
    [
      'another factor in each case',
      cases(matrices, (right, index) => mapped(right, (value) => value * (1.1 + index ** 2))),
    ],
    [
      'a factor in all but one entry',
      cases(matrices, (right) => mapped(right, (value, i) => (i === 1 ? value : 2 * value))),
    ],
    [
      'a factor in all but one case',
      cases(matrices, (right, index) => mapped(right, (value) => (index === 2 ? 1.5 : 2) * value)),
    ],
    ['next to nothing everywhere', cases(matrices, (right) => mapped(right, (_, i) => 1e-10 * Math.sin(i)))],
    ['large numbers a little apart', cases(matrices, (right) => mapped(right, (_, i) => 1e12 + 100 * i * i))],
    ['wrong by 1e-4 and float64', cases(matrices, (right) => mapped(right, (value, i) => value + 1e-4 * Math.sin(i)))],
    [
      'transposed in one case alone',
      cases(matrices, (right, index) => (index === 0 ? transposed(right) : mapped(right, Math.sin))),
    ],
  ])('%s', (_, observations) => {
    expect(englishOf(observations)).toBe('nothing')
  })

  test('random wrong tensors', () => {
    const entry = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    const wrongCase = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
      .chain(([rows, columns]) =>
        fc.record({
          shape: fc.constant([rows, columns]),
          data: fc.array(entry, { minLength: rows * columns, maxLength: rows * columns }),
          seed: fc.integer(),
        }),
      )
    fc.assert(
      fc.property(fc.array(wrongCase, { minLength: 1, maxLength: 3 }), (drawn) => {
        const observations = drawn.map(({ shape, data, seed }): Observation => {
          const expected = drawTensor(new Random(seed), shape)
          return { part: 'f', inputs: [expected], actual: float64(data, shape), expected }
        })
        // All zeros, or one number throughout, is no relation to anything drawn at random either.
        expect(englishOf(observations)).toBe('nothing')
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})

test('an entry for each entry of the batch that is right in a batch of one says nothing', () => {
  const rows = [
    [1, 4],
    [5, 2],
    [3, 3],
  ]
  const wrong = (right: Tensor): Tensor => (right.shape[0] === 1 ? right : mapped(right, (value, i) => value + i * i))
  expect(englishOf(cases(rows, wrong))).toBe('nothing')
})

test('right numbers whose axes are written in another order', () => {
  const turned = cases(matrices, (right) => ({ ...right, shape: [...right.shape].reverse() }))
  expect(englishOf(turned)).toMatch(/^relation-reshaped: .* Look at the order in which the axes are written/)
})

describe('hostile results bring no crash', () => {
  const numbers = fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, 1, -1)
  const anything = fc.anything({ withTypedArray: true, maxDepth: 3 })
  const extents = fc.array(fc.oneof(fc.integer({ min: -1, max: 4 }), fc.constantFrom(NaN, 1.5, 'x', null, 1e300)), {
    maxLength: 5,
  })
  const looksLikeATensor = fc.record({
    shape: fc.oneof(extents, anything),
    dtype: fc.oneof(fc.constantFrom('float64', 'float32', 'int32'), anything),
    data: fc.oneof(
      fc.array(numbers, { maxLength: 24 }).map((values) => Float64Array.from(values)),
      anything,
    ),
  })
  const hostile = fc.oneof(looksLikeATensor, fc.record({ dX: looksLikeATensor }), anything) as fc.Arbitrary<Value>
  const expectations: Value[] = [
    float64([1, 2, 3, 4, 5, 6], [2, 3]),
    { dX: float64([NaN, Infinity], [2]) },
    3,
    float64(new Float64Array(24), [1, 4, 3, 2]),
  ]

  test('whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...expectations),
        (results, expected) => {
          const observations = results.map((actual): Observation => ({
            part: 'f',
            inputs: [float64([1, 2], [1, 2])],
            actual,
            expected,
          }))
          for (const kind of ['values', 'precision', 'gradient'] as const) {
            const bugs = [
              {
                id: 'b',
                part: 'f',
                caughtBy: 'f-values',
                title: { en: 'b', zh: 'b' },
                explanation: { en: 'b', zh: 'b' },
                run: () => expected,
              },
            ]
            expect(() =>
              diagnose('f-values', kind, { status: 'failed', message: { en: '', zh: '' }, observations }, bugs),
            ).not.toThrow()
          }
        },
      ),
      { numRuns: 2000, seed: 1 },
    )
  })
})

test('a misconception goes before the check’s own finding, and that before a relation', () => {
  const observations = cases(matrices, (right) => mapped(right, (value) => -value))
  const text = { en: 'x', zh: 'x' }
  const finding = { id: 'wrong-half-forward', title: text, explanation: text }
  const failed = { status: 'failed' as const, message: text, observations }
  const outputs = [...observations]
  const bug = {
    id: 'known',
    part: 'f',
    caughtBy: 'f-values',
    title: text,
    explanation: text,
    run: () => outputs.shift()?.actual,
  }
  expect(diagnose('f-values', 'values', { ...failed, finding }, [bug])?.id).toBe('known')
  expect(diagnose('f-values', 'values', { ...failed, finding }, [])?.id).toBe('wrong-half-forward')
  expect(diagnose('f-values', 'values', failed, [])?.id).toBe('relation-negated')
})

function transposed({ shape: [rows, columns], data }: Tensor): Tensor {
  return float64(
    Array.from({ length: rows * columns }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]),
    [columns, rows],
  )
}

function flipped({ shape, data }: Tensor): Tensor {
  const [, height, width, channels] = shape
  return float64(
    Array.from(data, (_, i) => {
      const [c, w, h] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / (channels * width)) % height]
      const sample = Math.floor(i / (channels * width * height))
      return data[((sample * height + height - 1 - h) * width + width - 1 - w) * channels + c]
    }),
    shape,
  )
}

function bordered(right: Tensor): Tensor {
  const [, height, width, channels] = right.shape
  return mapped(right, (value, i) => {
    const [w, h] = [Math.floor(i / channels) % width, Math.floor(i / (channels * width)) % height]
    return w === 0 || h === 0 || w === width - 1 || h === height - 1 ? value * 1.7 + 0.1 * i : value
  })
}
