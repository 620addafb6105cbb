import { tensor, type NestedNumbers, type Tensor } from '../../reference-engine/tensor.ts'
import { boundFor, indexOf, shown, valuesTolerance } from '../checks/compare.ts'
import { isTensorLike } from '../checks/result-tree.ts'
import { exactText, faultOfShape, faultOfTensor, shapeText, type Match } from './tensor-text.ts'

export interface Closeness {
  /** Of the largest expected magnitude. Default 1e-6. */
  relative?: number
  /** Default 1e-9. */
  absolute?: number
}

const entriesShown = 5

/** Whether two tensors have one shape and agree in every entry, and the words for it. */
export function closeness(received: unknown, expected: Tensor | NestedNumbers, tolerance: Closeness = {}): Match {
  const wanted = isTensorLike(expected) ? expected : tensor(expected, undefined, 'float64')
  const fault = faultOfTensor(received)
  if (fault !== null) return { pass: false, text: fault }
  const { shape, data } = received as Tensor
  const shapeFault = faultOfShape(shape, wanted.shape)
  if (shapeFault !== null) return { pass: false, text: shapeFault }
  const { absolute, relative } = { ...valuesTolerance, ...tolerance }
  const bound = boundFor(wanted.data, { absolute, relative })
  const errors = Array.from(wanted.data, (value, position) => errorBetween(data[position], value))
  const wrong = errors.flatMap((error, position) => (error <= bound ? [] : [position]))
  if (wrong.length === 0) return { pass: true, text: allAgree(shape, bound) }
  const lines = worstOf(wrong, errors).map((position) => ({
    index: shapeText(indexOf(position, wanted.shape)),
    expected: exactText(wanted.data[position]),
    received: exactText(data[position]),
    error: shown(errors[position]),
  }))
  const formula = `${shown(bound)} = ${shown(absolute)} + ${shown(relative)} * max|expected|`
  return {
    pass: false,
    text: {
      en: [
        `${wrong.length} of ${errors.length} entries are wrong (worst first; tolerance ${formula}):`,
        ...lines.map(
          (line) => `  ${line.index}  expected ${line.expected}, received ${line.received}, error ${line.error}`,
        ),
      ].join('\n'),
      zh: [
        `共 ${errors.length} 个元素，${wrong.length} 个不对（误差大的在前；容差 ${formula}）：`,
        ...lines.map((line) => `  ${line.index}  应为 ${line.expected}，实际为 ${line.received}，误差 ${line.error}`),
      ].join('\n'),
    },
  }
}

/** NaN agrees with NaN, an infinity with itself; a NaN in place of a number is an infinite error. */
export function errorBetween(received: number, expected: number): number {
  if (Object.is(received, expected)) return 0
  const error = Math.abs(received - expected)
  return Number.isNaN(error) ? Infinity : error
}

/** The positions with the largest errors, the largest first. */
export function worstOf(positions: readonly number[], errors: readonly number[]): number[] {
  return [...positions].sort((first, second) => compareDescending(errors[first], errors[second])).slice(0, entriesShown)
}

function compareDescending(first: number, second: number): number {
  return first === second ? 0 : first > second ? -1 : 1
}

function allAgree(shape: readonly number[], bound: number): Match['text'] {
  return {
    en: `All entries of shape ${shapeText(shape)} agree within ${shown(bound)}, and that was not wanted here.`,
    zh: `形状 ${shapeText(shape)} 的所有元素都在容差 ${shown(bound)} 内一致，而这里要求它们不一致。`,
  }
}
