import type { Tensor } from '../../reference-engine/tensor.ts'
import type { EntriesEvidence } from '../report.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { isTensorLike, leavesOf, type Leaf } from './result-tree.ts'

/** Bound of the design's values check. */
export const valuesTolerance = { absolute: 1e-9, relative: 1e-6 }

export interface Tolerance {
  absolute: number
  relative: number
}

/** The first tensor or number of a result that differs from the expected one. */
export interface Difference {
  path: string
  /** Index of the worst entry; empty for a number. */
  index: number[]
  actual: number
  expected: number
  tolerance: number
  evidence: EntriesEvidence
}

/**
 * Compares results of one structure: |actual - expected| <= absolute + relative * (largest |expected| of the tensor).
 * A NaN, or an infinity that isn't expected, always differs. Returns the first leaf that differs, with its worst entry; else null.
 */
export function firstDifference(
  actual: Value,
  expected: Value,
  tolerance: Tolerance = valuesTolerance,
): Difference | null {
  const actualLeaves = leavesOf(actual)
  for (const [position, leaf] of leavesOf(expected).entries()) {
    const difference = leafDifference(actualLeaves[position].value, leaf, tolerance)
    if (difference !== null) return difference
  }
  return null
}

/** True where both trees have the same structure and shapes and agree within the tolerance; for results of any kind. */
export function agrees(actual: Value, expected: Value, tolerance: Tolerance = valuesTolerance): boolean {
  const actualLeaves = leavesOf(actual)
  const expectedLeaves = leavesOf(expected)
  return (
    actualLeaves.length === expectedLeaves.length &&
    expectedLeaves.every((leaf, position) => {
      const other = actualLeaves[position]
      return (
        other.path === leaf.path &&
        sameSize(other.value, leaf.value) &&
        leafDifference(other.value, leaf, tolerance) === null
      )
    })
  )
}

/** False also for what only looks like a tensor. */
export function sameSize(actual: Tensor | number, expected: Tensor | number): boolean {
  if (typeof actual === 'number' || typeof expected === 'number') return typeof actual === typeof expected
  return (
    isArrayOfNumbers(actual.data) &&
    isArrayOfNumbers(expected.data) &&
    actual.data.length === expected.data.length &&
    Array.isArray(actual.shape) &&
    actual.shape.length === expected.shape.length &&
    expected.shape.every((extent, axis) => actual.shape[axis] === extent)
  )
}

export function isArrayOfNumbers(data: unknown): data is ArrayLike<number> {
  return ArrayBuffer.isView(data) && !(data instanceof DataView)
}

function leafDifference(actual: Tensor | number, expected: Leaf, tolerance: Tolerance): Difference | null {
  const actualNumbers = numbersOf(actual)
  const expectedNumbers = numbersOf(expected.value)
  const bound = boundFor(expectedNumbers, tolerance)
  let wrongEntries = 0
  let worst = -1
  let worstError = -1
  for (let position = 0; position < expectedNumbers.length; position++) {
    const error = entryError(actualNumbers[position], expectedNumbers[position])
    if (error <= bound) continue
    wrongEntries++
    if (error > worstError) {
      worst = position
      worstError = error
    }
  }
  if (worst < 0) return null
  return {
    path: expected.path,
    index: indexOf(worst, shapeOf(expected.value)),
    actual: actualNumbers[worst],
    expected: expectedNumbers[worst],
    tolerance: bound,
    evidence: entriesEvidence(
      expected.path,
      actualNumbers,
      expectedNumbers,
      shapeOf(expected.value),
      bound,
      wrongEntries,
    ),
  }
}

/** The largest error that passes, for a tensor of these expected numbers. */
export function boundFor(expected: ArrayLike<number>, tolerance: Tolerance): number {
  let largest = 0
  for (let position = 0; position < expected.length; position++) {
    const magnitude = Math.abs(expected[position])
    if (magnitude > largest && Number.isFinite(magnitude)) largest = magnitude
  }
  return tolerance.absolute + tolerance.relative * largest
}

function entryError(actual: number, expected: number): number {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return 0
  const error = Math.abs(actual - expected)
  return Number.isNaN(error) ? Infinity : error
}

export function numbersOf(value: Tensor | number): ArrayLike<number> {
  return typeof value === 'number' ? [value] : value.data
}

function shapeOf(value: Tensor | number): readonly number[] {
  return isTensorLike(value) ? value.shape : []
}

/** Index along each axis of a flat, row-major position. */
export function indexOf(position: number, shape: readonly number[]): number[] {
  const index: number[] = []
  let rest = position
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis])
    rest = Math.floor(rest / shape[axis])
  }
  return index
}

const largestSide = 64

function entriesEvidence(
  path: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  shape: readonly number[],
  tolerance: number,
  wrongEntries: number,
): EntriesEvidence {
  const width = shape.at(-1) ?? 1
  const rows = Math.min(largestSide, expected.length / width)
  const columns = Math.min(largestSide, width)
  const kept = Array.from(
    { length: rows * columns },
    (_, cell) => Math.floor(cell / columns) * width + (cell % columns),
  )
  return {
    type: 'entries',
    tensor: path,
    shape: [...shape],
    rows,
    columns,
    actual: kept.map((position) => inJson(actual[position])),
    expected: kept.map((position) => inJson(expected[position])),
    tolerance,
    wrongEntries,
    totalEntries: expected.length,
  }
}

/** JSON has no NaN and no infinities: they are written as words. */
export function inJson(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

/** A number as a message shows it: six digits at most, no trailing zeros. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(value.toPrecision(6))
  return Object.is(rounded, -0) ? '0' : String(rounded)
}

/** One sentence about a difference. */
export function differenceText(difference: Difference): Text {
  const { path, index, actual, expected, tolerance, evidence } = difference
  const place = index.length === 0 ? '' : `[${index.join(', ')}]`
  const en = `${place === '' ? 'The value' : `Entry ${place}`}${path === '' ? '' : ` of \`${path}\``}`
  const zh = `${path === '' ? '' : `\`${path}\` 的`}${place === '' ? '结果' : `元素 ${place}`}`
  const allowed = `${shown(tolerance)}`
  const count = evidence.totalEntries > 1
  return {
    en:
      `${en} is ${shown(actual)}; expected ${shown(expected)} (largest error allowed: ${allowed}).` +
      (count ? ` ${evidence.wrongEntries} of ${evidence.totalEntries} entries are wrong.` : ''),
    zh:
      `${zh}为 ${shown(actual)}，应为 ${shown(expected)}（允许误差 ${allowed}）。` +
      (count ? `共 ${evidence.totalEntries} 个元素，其中 ${evidence.wrongEntries} 个不对。` : ''),
  }
}
