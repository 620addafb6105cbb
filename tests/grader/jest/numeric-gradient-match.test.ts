import { describe, expect, test } from '@jest/globals'
import { tensor, type Tensor } from '../../../reference-engine/tensor.ts'
import { gradientMatch } from '../../../grader/jest/numeric-gradient-match.ts'

const x = tensor(
  [
    [0.5, -1.25],
    [2, 0.75],
  ],
  undefined,
  'float64',
)

const cube = (t: Tensor): Tensor => ({ ...t, data: t.data.map((value) => value ** 3) })
const cubeBackward = (dOut: Tensor, t: Tensor): Tensor => ({
  ...t,
  data: t.data.map((value, i) => 3 * value ** 2 * dOut.data[i]),
})

describe('gradientMatch', () => {
  test('passes the right derivative', () => {
    expect(gradientMatch(cubeBackward, cube, x).pass).toBe(true)
  })

  test('takes a float32 tensor and still checks in float64', () => {
    const seen: string[] = []
    const forward = (t: Tensor): Tensor => {
      seen.push(t.dtype)
      return cube(t)
    }
    expect(gradientMatch(cubeBackward, forward, tensor([0.5, 2])).pass).toBe(true)
    expect(new Set(seen)).toEqual(new Set(['float64']))
  })

  test('fails a backward that forgets dOut', () => {
    expect(gradientMatch((_, t) => ({ ...t, data: t.data.map((value) => 3 * value ** 2) }), cube, x).pass).toBe(false)
  })

  test('finds a single wrong entry and names it with both values', () => {
    const oneWrong = (dOut: Tensor, t: Tensor): Tensor => {
      const right = cubeBackward(dOut, t)
      return { ...right, data: right.data.map((value, i) => (i === 2 ? 1.001 * value : value)) }
    }
    const { pass, text } = gradientMatch(oneWrong, cube, x)
    expect(pass).toBe(false)
    expect(text.en).toMatch('1 of 4 entries')
    expect(text.en).toMatch(
      /\[1, 0\] {2}x 2: analytic \(yours\) -?\d+[\d.]+, numeric -?\d+[\d.]+, error [\d.e-]+, tolerance/,
    )
    expect(text.zh).toMatch('数值梯度')
  })

  test('fails NaN', () => {
    expect(gradientMatch((_, t) => ({ ...t, data: t.data.map(() => NaN) }), cube, x).pass).toBe(false)
  })

  test('says which of the two functions gave no tensor, or one of another shape', () => {
    expect(gradientMatch(cubeBackward, () => undefined as never, x).text.en).toMatch('forward(x): Expected a tensor')
    expect(gradientMatch(() => 1 as never, cube, x).text.en).toMatch('backward(dOut, x): Expected a tensor')
    expect(gradientMatch(() => tensor([1, 2]), cube, x).text.en).toMatch('Expected shape [2, 2]; received [2].')
  })

  test('is not misled by a forward that changes its argument', () => {
    const inPlace = (t: Tensor): Tensor => {
      t.data.set(cube(t).data)
      return t
    }
    expect(gradientMatch(cubeBackward, inPlace, x).pass).toBe(true)
    expect([...x.data]).toEqual([0.5, -1.25, 2, 0.75])
  })

  test('sees the same random upstream gradient every time', () => {
    const drawn: number[][] = []
    const backward = (dOut: Tensor, t: Tensor): Tensor => {
      drawn.push([...dOut.data])
      return cubeBackward(dOut, t)
    }
    gradientMatch(backward, cube, x)
    gradientMatch(backward, cube, x)
    expect(drawn[0]).toEqual(drawn[1])
    expect(new Set(drawn[0]).size).toBe(4)
  })
})
