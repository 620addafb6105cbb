import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { tensor, type Tensor } from '../../../reference-engine/tensor.ts'

const double = (t: Tensor): Tensor => ({ ...t, data: t.data.map((value) => 2 * value) })
const x = tensor([1, -3], undefined, 'float64')

const before = process.env.GRADE_LANG

beforeEach(() => {
  process.env.GRADE_LANG = 'en'
})

afterEach(() => {
  if (before === undefined) delete process.env.GRADE_LANG
  else process.env.GRADE_LANG = before
})

describe('toBeCloseToTensor', () => {
  test('takes nested numbers and tensors, and a tolerance', () => {
    expect(x).toBeCloseToTensor([1, -3])
    expect(x).toBeCloseToTensor(tensor([1, -3]))
    expect(x).toBeCloseToTensor([1.1, -3], { absolute: 0.2 })
    expect(x).not.toBeCloseToTensor([1.1, -3])
  })

  test('throws with a message that teaches', () => {
    expect(() => expect(x).toBeCloseToTensor([1, 3])).toThrow('[1]  expected 3, received -3, error 6')
    expect(() => expect(x).not.toBeCloseToTensor([1, -3])).toThrow('not wanted here')
  })

  test("speaks the reader's language", () => {
    process.env.GRADE_LANG = 'zh'
    expect(() => expect(x).toBeCloseToTensor([1, 3])).toThrow('应为 3，实际为 -3')
  })
})

describe('toMatchNumericGradient', () => {
  test('passes and fails', () => {
    expect(double).toMatchNumericGradient(double, x)
    expect((dOut: Tensor) => dOut).not.toMatchNumericGradient(double, x)
  })

  test('throws with a message that teaches', () => {
    expect(() => expect((dOut: Tensor) => dOut).toMatchNumericGradient(double, x)).toThrow(/analytic \(yours\)/)
    expect(() => expect(double).not.toMatchNumericGradient(double, x)).toThrow('not wanted here')
  })
})
