/**
 * Functions of the language as they are before any student code runs, called without looking anything up on a prototype:
 * student code in the same process may have replaced the ones on the prototypes.
 */
type Method<This, Arguments extends unknown[], Result> = (this: This, ...values: Arguments) => Result

/** `uncurried(method)(self, ...values)` is `method.call(self, ...values)`. */
export function uncurried<This, Arguments extends unknown[], Result>(
  method: Method<This, Arguments, Result>,
): (self: This, ...values: Arguments) => Result {
  return Function.prototype.call.bind(method) as (self: This, ...values: Arguments) => Result
}

function getter<Result>(prototype: object, name: PropertyKey): (self: object) => Result {
  const read = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (!read) throw new Error(`no getter ${String(name)} in this JavaScript engine`)
  return uncurried(read) as (self: object) => Result
}

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object

/** 'Float32Array' and so on; undefined for anything that is not a typed array, whichever realm it is from. */
export const typedArrayKind = getter<string | undefined>(typedArrayPrototype, Symbol.toStringTag)
export const typedArrayLength = getter<number>(typedArrayPrototype, 'length')
export const typedArrayBuffer = getter<ArrayBuffer>(typedArrayPrototype, 'buffer')
export const typedArrayByteOffset = getter<number>(typedArrayPrototype, 'byteOffset')
export const typedArrayByteLength = getter<number>(typedArrayPrototype, 'byteLength')

export const setBytes = uncurried(Uint8Array.prototype.set)
export const subarray = uncurried(Uint8Array.prototype.subarray)
export const charCodeAt = uncurried(String.prototype.charCodeAt)
export const sliceText = uncurried(String.prototype.slice)
export const toStringTag = uncurried(Object.prototype.toString)
export const { keys, create, freeze, defineProperty } = Object
export const { isArray } = Array
export const { isInteger } = Number
export const { fromCharCode } = String
export const { apply } = Reflect
export const BytesArray = Uint8Array
export const View = DataView

export const getUint32 = uncurried(DataView.prototype.getUint32)
export const setUint32 = uncurried(DataView.prototype.setUint32)
export const getUint16 = uncurried(DataView.prototype.getUint16)
export const setUint16 = uncurried(DataView.prototype.setUint16)
export const getFloat64 = uncurried(DataView.prototype.getFloat64)
export const setFloat64 = uncurried(DataView.prototype.setFloat64)
