import { isTensorLike } from '../checks/result-tree.ts'
import type { Text } from '../text.ts'

/** What a matcher found: whether it passes, and what to tell when that was not wanted. */
export interface Match {
  pass: boolean
  text: Text
}

/** What was received in place of a tensor, in a few words; null for a whole tensor. */
export function faultOfTensor(value: unknown): Text | null {
  if (!isTensorLike(value)) {
    return {
      en: `Expected a tensor, an object with shape, dtype and data; received ${kindOf(value)}.`,
      zh: `应得到张量，即含有 shape、dtype、data 的对象；实际得到的是 ${kindOf(value)}。`,
    }
  }
  const size = value.shape.reduce((product, extent) => product * extent, 1)
  if (value.data.length === size) return null
  return {
    en: `Shape ${shapeText(value.shape)} holds ${size} numbers; received data of ${value.data.length}.`,
    zh: `形状 ${shapeText(value.shape)} 应含 ${size} 个数；实际的 data 有 ${value.data.length} 个。`,
  }
}

/** Two shapes that should be the same, and aren't; else null. */
export function faultOfShape(received: readonly number[], expected: readonly number[]): Text | null {
  if (received.length === expected.length && received.every((extent, axis) => extent === expected[axis])) return null
  return {
    en: `Expected shape ${shapeText(expected)}; received ${shapeText(received)}.`,
    zh: `形状应为 ${shapeText(expected)}，实际为 ${shapeText(received)}。`,
  }
}

export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}

/** A number with enough digits to tell it from another one nearby. */
export function exactText(value: number): string {
  return String(Number.isFinite(value) ? Number(value.toPrecision(12)) : value)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'Array'
  if (ArrayBuffer.isView(value)) return value.constructor.name
  if (value instanceof Promise) return 'Promise'
  return typeof value === 'object' ? 'object' : `${typeof value} ${String(value)}`
}
