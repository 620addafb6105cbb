import type { Tensor } from '../../reference-engine/tensor.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'

/** A tensor or a number of a result, with its path, such as `gradients.0.weights` ('' for a plain result). */
export interface Leaf {
  path: string
  value: Tensor | number
}

/** What of a result fits the expected structure, the rest dropped; or what doesn't fit. */
export type Fitted = { fits: true; value: Value } | { fits: false; message: Text }

/** True for what has the three fields of a tensor, whatever is in them. */
export function isTensorLike(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'shape' in value && 'dtype' in value && 'data' in value
}

/** The tensors and numbers of a tree, in order. */
export function leavesOf(value: Value, path = ''): Leaf[] {
  if (typeof value === 'number') return [{ path, value }]
  if (isTensorLike(value)) return [{ path, value }]
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry as Value, path === '' ? key : `${path}.${key}`))
}

/**
 * The fields that the contract names, as paths down to the first tensor, number or array; undefined for a result that is no
 * object. Only these are copied out of the student's process: a result may have others of any kind.
 */
export function fieldsOf(expected: Value): string[] | undefined {
  return isRecord(expected) ? Object.entries(expected).flatMap(([key, value]) => paths(key, value)) : undefined
}

function paths(path: string, value: Value): string[] {
  return isRecord(value) ? Object.entries(value).flatMap(([key, entry]) => paths(`${path}.${key}`, entry)) : [path]
}

/** Of a result's objects those fields that the expected one has, whatever is in them. */
export function withFieldsOf(expected: Value, actual: Value): Value {
  if (!isRecord(expected) || !isRecord(actual)) return actual
  return Object.fromEntries(
    Object.keys(expected)
      .filter((key) => key in actual)
      .map((key) => [key, withFieldsOf(expected[key], actual[key])]),
  )
}

/** What a check judges of a result, where other checks judge other fields of it; by default all. */
export function judgedFields(result: Value, fields: readonly string[] | undefined): Value {
  if (fields === undefined) return result
  return Object.fromEntries(fields.map((field) => [field, valueAt(result, field)]))
}

function isRecord(value: Value): value is { readonly [key: string]: Value } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !isTensorLike(value)
  )
}

/** The value at a path such as `gradients.0.weights`. */
export function valueAt(value: Value, path: string): Value {
  if (path === '') return value
  return path
    .split('.')
    .reduce<Value>(
      (node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, Value>)[key] : undefined),
      value,
    )
}

/**
 * Holds a result against the structure of the expected one: kinds, shapes, lengths, dtypes. Floating dtypes are
 * interchangeable here (the precision check judges them).
 */
export function fit(actual: Value, expected: Value, path = ''): Fitted {
  if (isTensorLike(expected)) return fitTensor(actual, expected, path)
  if (typeof expected === 'number') {
    return typeof actual === 'number' ? { fits: true, value: actual } : misfit(path, words.number, describe(actual))
  }
  if (Array.isArray(expected)) return fitArray(actual, expected as readonly Value[], path)
  if (typeof expected === 'object' && expected !== null)
    return fitObject(actual, expected as Record<string, Value>, path)
  return actual === expected
    ? { fits: true, value: actual }
    : misfit(path, sameWords(String(expected)), describe(actual))
}

function fitArray(actual: Value, expected: readonly Value[], path: string): Fitted {
  if (!Array.isArray(actual)) return misfit(path, words.array(expected.length), describe(actual))
  const entries = actual as readonly Value[]
  if (entries.length !== expected.length) {
    return misfit(path, words.array(expected.length), words.arrayOf(entries.length))
  }
  const value: Value[] = []
  for (let index = 0; index < expected.length; index++) {
    const fitted = fit(entries[index], expected[index], join(path, String(index)))
    if (!fitted.fits) return fitted
    value.push(fitted.value)
  }
  return { fits: true, value }
}

function fitObject(actual: Value, expected: Record<string, Value>, path: string): Fitted {
  const fields = Object.keys(expected)
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) || isTensorLike(actual)) {
    return misfit(path, words.object(fields), describe(actual))
  }
  const value: Record<string, Value> = {}
  for (const field of fields) {
    if (!(field in actual)) return misfit(join(path, field), describe(expected[field]), words.nothing)
    const fitted = fit((actual as Record<string, Value>)[field], expected[field], join(path, field))
    if (!fitted.fits) return fitted
    value[field] = fitted.value
  }
  return { fits: true, value }
}

function fitTensor(actual: Value, expected: Tensor, path: string): Fitted {
  const wanted = words.tensor(expected)
  if (!isTensorLike(actual)) return misfit(path, wanted, describe(actual))
  const { shape, dtype, data } = actual
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isInteger(extent))) {
    return misfit(path, wanted, words.badShape)
  }
  if (!holdsDtype(data, dtype)) return misfit(path, wanted, words.badData(String(dtype), data))
  if (shape.length !== expected.shape.length || shape.some((extent, axis) => extent !== expected.shape[axis])) {
    return misfit(path, wanted, words.tensor(actual))
  }
  if (data.length !== expected.data.length) return misfit(path, wanted, words.badLength(data.length))
  if ((dtype === 'int32') !== (expected.dtype === 'int32')) return misfit(path, wanted, words.tensor(actual))
  return { fits: true, value: { shape: [...(shape as readonly number[])], dtype, data } }
}

/** By tag and not by `instanceof`, which is false for an array from another realm. */
const tags: { readonly [dtype: string]: string } = {
  float32: '[object Float32Array]',
  float64: '[object Float64Array]',
  int32: '[object Int32Array]',
}

function holdsDtype(data: unknown, dtype: unknown): boolean {
  return ArrayBuffer.isView(data) && typeof dtype === 'string' && Object.prototype.toString.call(data) === tags[dtype]
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

interface Both {
  en: string
  zh: string
}

function misfit(path: string, expected: Both, received: Both): Fitted {
  const name =
    path === '' ? { en: 'The result', zh: '返回值' } : { en: `\`${path}\` of the result`, zh: `返回值中的 \`${path}\`` }
  return {
    fits: false,
    message: {
      en: `${name.en} must be ${expected.en}; got ${received.en}.`,
      zh: `${name.zh}应为${expected.zh}，实际是${received.zh}。`,
    },
  }
}

function sameWords(word: string): Both {
  return { en: word, zh: word }
}

/** A value in a few words, such as `a float64 tensor of shape [2, 3]`. */
function describe(value: Value): Both {
  if (value === undefined)
    return { en: 'nothing (undefined); is a `return` missing?', zh: '空（undefined）；是不是漏了 `return`？' }
  if (value === null) return sameWords('null')
  if (isTensorLike(value)) return words.tensor(value)
  if (Array.isArray(value)) return words.plainArray
  if (ArrayBuffer.isView(value)) return { en: 'a bare typed array', zh: '裸的类型化数组' }
  if (typeof value === 'object') return words.object(Object.keys(value).slice(0, 8))
  return { en: `the ${typeof value} ${String(value)}`, zh: `${typeof value} 值 ${String(value)}` }
}

const words = {
  number: { en: 'a number', zh: '一个数' },
  nothing: { en: 'nothing', zh: '空' },
  plainArray: {
    en: 'a plain array; wrap it: tensor(values, shape, dtype)',
    zh: '普通数组；请包装成张量：tensor(values, shape, dtype)',
  },
  badShape: { en: 'a tensor whose `shape` is no array of whole numbers', zh: '`shape` 不是整数数组的张量' },
  array: (length: number): Both => ({ en: `an array of ${length}`, zh: `长度为 ${length} 的数组` }),
  arrayOf: (length: number): Both => ({ en: `one of ${length}`, zh: `长度为 ${length} 的数组` }),
  badLength: (length: number): Both => ({
    en: `a tensor whose data holds ${length} numbers`,
    zh: `data 只有 ${length} 个数的张量`,
  }),
  badData: (dtype: string, data: unknown): Both => ({
    en: `a tensor of dtype ${JSON.stringify(dtype)} whose data is ${typeName(data)}`,
    zh: `dtype 为 ${JSON.stringify(dtype)}、data 却是 ${typeName(data)} 的张量`,
  }),
  object: (fields: readonly string[]): Both => ({
    en: `an object with ${fields.map((field) => `\`${field}\``).join(', ') || 'no fields'}`,
    zh: `含 ${fields.map((field) => `\`${field}\``).join('、') || '零个字段'} 的对象`,
  }),
  tensor: (tensor: Tensor): Both => ({
    en: `${tensor.dtype === 'int32' ? 'an' : 'a'} ${tensor.dtype} tensor of shape [${tensor.shape.join(', ')}]`,
    zh: `形状为 [${tensor.shape.join(', ')}] 的 ${tensor.dtype} 张量`,
  }),
}

function typeName(data: unknown): string {
  if (ArrayBuffer.isView(data)) return data.constructor.name
  return Array.isArray(data) ? 'Array' : typeof data
}
