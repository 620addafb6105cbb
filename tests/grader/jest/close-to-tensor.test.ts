import { describe, expect, test } from '@jest/globals'
import { tensor } from '../../../reference-engine/tensor.ts'
import { closeness } from '../../../grader/jest/close-to-tensor.ts'

const received = tensor(new Float64Array([1, 2, 3, 4, 5, 1000]) as never, [2, 3])

describe('closeness', () => {
  test('passes within the tolerance of the largest magnitude', () => {
    expect(
      closeness(received, [
        [1, 2, 3],
        [4, 5, 1000.0005],
      ]).pass,
    ).toBe(true)
    expect(
      closeness(received, [
        [1.0005, 2, 3],
        [4, 5, 1000],
      ]).pass,
    ).toBe(true)
    expect(
      closeness(received, [
        [1.002, 2, 3],
        [4, 5, 1000],
      ]).pass,
    ).toBe(false)
  })

  test('takes another tolerance', () => {
    expect(
      closeness(
        received,
        [
          [1.2, 2, 3],
          [4, 5, 1000],
        ],
        { relative: 0, absolute: 0.3 },
      ).pass,
    ).toBe(true)
    expect(
      closeness(
        received,
        [
          [1.2, 2, 3],
          [4, 5, 1000],
        ],
        { relative: 0, absolute: 0.1 },
      ).pass,
    ).toBe(false)
  })

  test('names the worst entries first, with index, both values and the error', () => {
    const { text } = closeness(
      received,
      [
        [1, 2.5, 3],
        [4, 7, 1000],
      ],
      { relative: 0 },
    )
    const lines = (text.en ?? '').split('\n')
    expect(lines[0]).toMatch('2 of 6 entries')
    expect(lines[1]).toMatch('[1, 1]  expected 7, received 5, error 2')
    expect(lines[2]).toMatch('[0, 1]  expected 2.5, received 2, error 0.5')
    expect(text.zh).toMatch('应为 7，实际为 5，误差 2')
  })

  test('shows no more than five entries', () => {
    expect(
      closeness(received, [
        [0, 0, 0],
        [0, 0, 0],
      ]).text.en?.split('\n'),
    ).toHaveLength(6)
  })

  test('fails a NaN and names it', () => {
    const { pass, text } = closeness(tensor([NaN, 1]), [0.5, 1])
    expect(pass).toBe(false)
    expect(text.en).toMatch('received NaN')
  })

  test('fails an infinity in place of a number, and a number in place of an infinity', () => {
    expect(closeness(tensor([Infinity]), [1]).pass).toBe(false)
    expect(closeness(tensor([1]), [Infinity]).pass).toBe(false)
    expect(closeness(tensor([Infinity]), [Infinity]).pass).toBe(true)
  })

  test('takes -0 for 0', () => {
    expect(closeness(tensor([-0]), [0], { absolute: 0, relative: 0 }).pass).toBe(true)
  })

  test('names both shapes', () => {
    expect(closeness(received, [1, 2, 3, 4, 5, 1000]).text.en).toBe('Expected shape [6]; received [2, 3].')
  })

  test.each([
    [undefined, 'undefined'],
    [[1, 2], 'Array'],
    [new Float64Array(2), 'Float64Array'],
    [Promise.resolve(1), 'Promise'],
    [3, 'number 3'],
  ])('says what came in place of a tensor: %p', (value, name) => {
    const { pass, text } = closeness(value, [1, 2])
    expect(pass).toBe(false)
    expect(text.en).toMatch(name)
    expect(text.zh).toMatch(name)
  })

  test('notices data that does not fill the shape', () => {
    expect(closeness({ ...received, shape: [2, 4] }, [1]).text.en).toMatch('holds 8 numbers; received data of 6')
  })
})
