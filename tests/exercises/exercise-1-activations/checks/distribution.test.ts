import { describe, expect, test } from '@jest/globals'
import { distributionFault } from '../../../../exercises/exercise-1-activations/checks/distribution.ts'
import { tensor, type Tensor } from '../../../../reference-engine/tensor.ts'

const x = tensor([0, 0, 0, 0], [2, 2], 'float64')
const halves = tensor([0.5, 0.5, 0.5, 0.5], [2, 2], 'float64')

const faultWith = (output: Tensor, shifted: Tensor = output): Promise<{ en: string; zh: string } | null> =>
  distributionFault(x, output, () => Promise.resolve(shifted))

describe('distributionFault', () => {
  test('finds nothing in rows that sum to 1 and stay', async () => {
    expect(await faultWith(halves)).toBeNull()
  })

  test('forgives the rounding of float32', async () => {
    expect(await faultWith(tensor([0.5 + 6e-8, 0.5, 0.5, 0.5], [2, 2], 'float64'), halves)).toBeNull()
  })

  test('names the row whose sum is not 1', async () => {
    const fault = await faultWith(tensor([0.5, 0.5, 0.5, 0.6], [2, 2], 'float64'))
    expect(fault?.en).toMatch('Row 1 of the result sums to 1.1')
    expect(fault?.zh).toMatch('第 1 行的和为 1.1')
  })

  test('names a negative probability', async () => {
    const fault = await faultWith(tensor([1.5, -0.5, 0.5, 0.5], [2, 2], 'float64'))
    expect(fault?.en).toMatch('Row 0 of the result has the entry -0.5')
  })

  test('names a NaN', async () => {
    expect((await faultWith(tensor([NaN, 0.5, 0.5, 0.5], [2, 2], 'float64')))?.en).toMatch('sums to NaN')
    expect((await faultWith(halves, tensor([NaN, 0.5, 0.5, 0.5], [2, 2], 'float64')))?.en).toMatch('from 0.5 to NaN')
  })

  test('names the entry that a shift moved', async () => {
    const fault = await faultWith(halves, tensor([0.5, 0.5, 0.25, 0.75], [2, 2], 'float64'))
    expect(fault?.en).toMatch('With -100 added to every entry of row 1, entry 0 of its softmax went from 0.5 to 0.25')
  })

  test('shifts each row as a whole, and rows differently', async () => {
    const asked: number[][] = []
    await distributionFault(x, halves, (shifted) => {
      asked.push([...shifted.data])
      return Promise.resolve(halves)
    })
    expect(asked).toEqual([[100, 100, -100, -100]])
    expect([...x.data]).toEqual([0, 0, 0, 0])
  })
})
