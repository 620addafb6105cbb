import {
  BytesArray,
  View,
  apply,
  charCodeAt,
  create,
  fromCharCode,
  getFloat64,
  getUint16,
  getUint32,
  isArray,
  isInteger,
  keys,
  setBytes,
  setFloat64,
  setUint16,
  setUint32,
  subarray,
  toStringTag,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayKind,
  typedArrayLength,
} from './intrinsics.ts'

/**
 * The frames on the pipes between the grader and the child, used by both.
 *
 * A frame is the length of its body (uint32, little-endian like everything here), then the body: the number of values
 * (uint32) and the values. A value is a tag (one byte) and what the tag calls for; see `Tag`. Text is UTF-16 code units, so
 * that no string is changed on the way.
 */
export const frameLimits = { depth: 8, nodes: 10_000, bytes: 64 * 1024 * 1024, values: 1024 } as const

export const headerBytes = 4

const Tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** float64 */
  number: 4,
  /** length, code units */
  string: 5,
  /** count, values */
  array: 6,
  /** count, pairs of string (without tag) and value */
  object: 7,
  /** kind (one byte), length, raw bytes */
  typedArray: 8,
  /** kind (one byte), rank (one byte), extents, raw bytes; dtype and length are those of the shape */
  tensor: 9,
  /** string (without tag) */
  randomSeed: 10,
  /** uint32 */
  handle: 11,
} as const

const kinds = [
  { name: 'Float32Array', make: Float32Array, bytes: 4, dtype: 'float32' },
  { name: 'Float64Array', make: Float64Array, bytes: 8, dtype: 'float64' },
  { name: 'Int32Array', make: Int32Array, bytes: 4, dtype: 'int32' },
  { name: 'Uint8Array', make: Uint8Array, bytes: 1, dtype: null },
  { name: 'Int8Array', make: Int8Array, bytes: 1, dtype: null },
  { name: 'Uint16Array', make: Uint16Array, bytes: 2, dtype: null },
  { name: 'Int16Array', make: Int16Array, bytes: 2, dtype: null },
  { name: 'Uint32Array', make: Uint32Array, bytes: 4, dtype: null },
] as const

const highestRank = 16

/** Objects that have no own fields worth sending: an empty object in their place would mislead. */
const opaqueTags = [
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'Date',
  'RegExp',
  'DataView',
  'ArrayBuffer',
  'SharedArrayBuffer',
]

/** A value that a frame can't carry; `path` is where it stands, such as `gradients.weights`, `what` what is there. */
export class UnsendableError extends Error {
  override readonly name = 'UnsendableError'

  constructor(
    readonly path: string,
    readonly what: UnsendableReason,
    readonly detail: string = '',
  ) {
    super(`${path === '' ? 'the value' : path}: ${what} ${detail}`)
  }
}

export type UnsendableReason =
  'function' | 'symbol' | 'bigint' | 'object' | 'cyclic' | 'too-deep' | 'too-many' | 'too-big' | 'throws'

/** Bytes that are no frame. */
export class BrokenFrameError extends Error {
  override readonly name = 'BrokenFrameError'
}

export interface EncodeHooks {
  /** The number of the kept value that stands for this object. */
  handleOf?(value: object): number | undefined
  /** The seed, when the object is a `Random` or stands for one. */
  seedOf?(value: object): string | undefined
}

export interface DecodeHooks {
  /** Default: `{ handle }`. */
  fromHandle?(handle: number): unknown
  /** Default: `{ randomSeed }`. */
  fromSeed?(seed: string): unknown
  /** Ordinary objects instead of ones without a prototype; only for frames from the trusted side. */
  ordinaryObjects?: boolean
}

interface Writer {
  bytes: Uint8Array
  view: DataView
  at: number
  nodes: number
  readonly hooks: EncodeHooks
  /** Keys from the root down to the value being written, and the objects on that way. */
  readonly path: (string | number)[]
  readonly ancestors: object[]
}

/**
 * Makes the encoder of one connection. It reuses its memory: a frame is valid until the next one is encoded.
 *
 * @throws UnsendableError when a value can't be carried, or when reading it throws
 */
export function createFrameEncoder(hooks: EncodeHooks = {}): (values: readonly unknown[]) => Uint8Array {
  const memory = new BytesArray(16 * 1024)
  const writer: Writer = { bytes: memory, view: viewOf(memory), at: 0, nodes: 0, hooks, path: [], ancestors: [] }
  return (values) => {
    writer.at = headerBytes
    writer.nodes = 0
    writeUint32(writer, values.length)
    for (let index = 0; index < values.length; index++) writeValue(writer, values[index], 0)
    setUint32(writer.view, 0, writer.at - headerBytes, true)
    return subarray(writer.bytes, 0, writer.at)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new View(typedArrayBuffer(bytes), typedArrayByteOffset(bytes), typedArrayByteLength(bytes))
}

function writeValue(writer: Writer, value: unknown, depth: number): void {
  if (++writer.nodes > frameLimits.nodes) throw unsendable(writer, depth, 'too-many')
  switch (typeof value) {
    case 'undefined':
      return writeByte(writer, Tag.undefined)
    case 'boolean':
      return writeByte(writer, value ? Tag.true : Tag.false)
    case 'number':
      writeByte(writer, Tag.number)
      return writeFloat64(writer, value)
    case 'string':
      writeByte(writer, Tag.string)
      return writeString(writer, value)
    case 'object':
      return value === null ? writeByte(writer, Tag.null) : writeObject(writer, value, depth)
    default:
      throw unsendable(writer, depth, typeof value as UnsendableReason)
  }
}

function writeObject(writer: Writer, value: object, depth: number): void {
  const kind = typedArrayKind(value)
  if (kind !== undefined) {
    const index = indexOfKind(kind)
    if (index < 0) throw unsendable(writer, depth, 'object', kind)
    writeByte(writer, Tag.typedArray)
    writeByte(writer, index)
    writeUint32(writer, typedArrayLength(value))
    return writeRaw(writer, value)
  }
  const handle = writer.hooks.handleOf?.(value)
  if (handle !== undefined) {
    writeByte(writer, Tag.handle)
    return writeUint32(writer, handle)
  }
  const seed = writer.hooks.seedOf?.(value)
  if (seed !== undefined) {
    writeByte(writer, Tag.randomSeed)
    return writeString(writer, seed)
  }
  if (depth >= frameLimits.depth)
    throw unsendable(writer, depth, isAncestor(writer, value, depth) ? 'cyclic' : 'too-deep')
  if (isAncestor(writer, value, depth)) throw unsendable(writer, depth, 'cyclic')
  writer.ancestors[depth] = value
  if (isArray(value)) writeArray(writer, value, depth)
  else if (!writeTensor(writer, value)) writeFields(writer, value, depth)
}

function isAncestor(writer: Writer, value: object, depth: number): boolean {
  for (let level = 0; level < depth; level++) if (writer.ancestors[level] === value) return true
  return false
}

function writeArray(writer: Writer, values: readonly unknown[], depth: number): void {
  const count = values.length
  if (count > frameLimits.nodes - writer.nodes) throw unsendable(writer, depth, 'too-many')
  writeByte(writer, Tag.array)
  writeUint32(writer, count)
  for (let index = 0; index < count; index++) {
    writer.path[depth] = index
    writeValue(writer, values[index], depth + 1)
  }
}

/** Writes an object whose shape, dtype and data fit together; false for any other, which goes as plain fields. */
function writeTensor(writer: Writer, value: object): boolean {
  const { shape, dtype, data } = value as { shape?: unknown; dtype?: unknown; data?: unknown }
  if (typeof dtype !== 'string' || typeof data !== 'object' || data === null || !isArray(shape)) return false
  const kind = typedArrayKind(data)
  const index = kind === undefined ? -1 : indexOfKind(kind)
  if (index < 0 || kinds[index].dtype !== dtype || !(shape.length <= highestRank)) return false
  const extents: number[] = []
  let size = 1
  for (let axis = 0; axis < shape.length; axis++) {
    const extent: unknown = shape[axis]
    if (typeof extent !== 'number' || !isInteger(extent) || extent < 0 || extent > 0xffffffff) return false
    extents[axis] = extent
    size *= extent
  }
  if (size !== typedArrayLength(data)) return false
  writeByte(writer, Tag.tensor)
  writeByte(writer, index)
  writeByte(writer, extents.length)
  for (let axis = 0; axis < extents.length; axis++) writeUint32(writer, extents[axis])
  writeRaw(writer, data)
  return true
}

function writeFields(writer: Writer, value: object, depth: number): void {
  const tag = toStringTag(value)
  for (let index = 0; index < opaqueTags.length; index++) {
    if (tag === `[object ${opaqueTags[index]}]`) throw unsendable(writer, depth, 'object', opaqueTags[index])
  }
  const names = keys(value)
  if (names.length > frameLimits.nodes - writer.nodes) throw unsendable(writer, depth, 'too-many')
  writeByte(writer, Tag.object)
  writeUint32(writer, names.length)
  for (let index = 0; index < names.length; index++) {
    writer.path[depth] = names[index]
    writeString(writer, names[index])
    writeValue(writer, (value as Record<string, unknown>)[names[index]], depth + 1)
  }
}

function indexOfKind(name: string): number {
  for (let index = 0; index < kinds.length; index++) if (kinds[index].name === name) return index
  return -1
}

function unsendable(writer: Writer, depth: number, what: UnsendableReason, detail = ''): UnsendableError {
  let path = ''
  for (let level = 0; level < depth; level++) path += level === 0 ? `${writer.path[level]}` : `.${writer.path[level]}`
  return new UnsendableError(path, what, detail)
}

/** Makes room for `count` more bytes. */
function reserve(writer: Writer, count: number): void {
  const needed = writer.at + count
  const capacity = typedArrayLength(writer.bytes)
  if (needed <= capacity) return
  const most = frameLimits.bytes + headerBytes
  if (needed > most) throw new UnsendableError('', 'too-big')
  const doubled = capacity * 2
  const grown = new BytesArray(doubled < needed ? needed : doubled > most ? most : doubled)
  setBytes(grown, subarray(writer.bytes, 0, writer.at))
  writer.bytes = grown
  writer.view = viewOf(grown)
}

function writeByte(writer: Writer, value: number): void {
  reserve(writer, 1)
  writer.bytes[writer.at++] = value
}

function writeUint32(writer: Writer, value: number): void {
  reserve(writer, 4)
  setUint32(writer.view, writer.at, value, true)
  writer.at += 4
}

function writeFloat64(writer: Writer, value: number): void {
  reserve(writer, 8)
  setFloat64(writer.view, writer.at, value, true)
  writer.at += 8
}

function writeString(writer: Writer, text: string): void {
  const length = text.length
  writeUint32(writer, length)
  reserve(writer, 2 * length)
  for (let index = 0; index < length; index++)
    setUint16(writer.view, writer.at + 2 * index, charCodeAt(text, index), true)
  writer.at += 2 * length
}

function writeRaw(writer: Writer, data: object): void {
  const length = typedArrayByteLength(data)
  reserve(writer, length)
  setBytes(writer.bytes, new BytesArray(typedArrayBuffer(data), typedArrayByteOffset(data), length), writer.at)
  writer.at += length
}

interface Reader {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly end: number
  at: number
  nodes: number
  readonly hooks: DecodeHooks
}

/**
 * Reads the body of a frame (without its length). What it gives is copied out: nothing in it refers to `body`.
 *
 * @throws BrokenFrameError when the bytes are no frame or break a limit; never allocates more than the body's own size calls for
 */
export function decodeFrame(body: Uint8Array, hooks: DecodeHooks = {}): unknown[] {
  const end = typedArrayLength(body)
  const reader: Reader = { bytes: body, view: viewOf(body), end, at: 0, nodes: 0, hooks }
  const count = readCount(reader, 1)
  if (count > frameLimits.values) throw new BrokenFrameError(`${count} values in one frame`)
  const values: unknown[] = []
  for (let index = 0; index < count; index++) values[index] = readValue(reader, 0)
  if (reader.at !== end) throw new BrokenFrameError(`${end - reader.at} bytes left over`)
  return values
}

function readValue(reader: Reader, depth: number): unknown {
  if (++reader.nodes > frameLimits.nodes) throw new BrokenFrameError('too many values')
  const tag = readByte(reader)
  switch (tag) {
    case Tag.undefined:
      return undefined
    case Tag.null:
      return null
    case Tag.false:
      return false
    case Tag.true:
      return true
    case Tag.number:
      return readFloat64(reader)
    case Tag.string:
      return readString(reader)
    case Tag.array:
      return readArray(reader, depth)
    case Tag.object:
      return readFields(reader, depth)
    case Tag.typedArray:
      return readTypedArray(reader)
    case Tag.tensor:
      return readTensor(reader)
    case Tag.randomSeed: {
      const seed = readString(reader)
      return reader.hooks.fromSeed ? reader.hooks.fromSeed(seed) : { randomSeed: seed }
    }
    case Tag.handle: {
      const handle = readUint32(reader)
      return reader.hooks.fromHandle ? reader.hooks.fromHandle(handle) : { handle }
    }
    default:
      throw new BrokenFrameError(`unknown tag ${tag}`)
  }
}

function readArray(reader: Reader, depth: number): unknown[] {
  checkDepth(depth)
  const count = readCount(reader, 1)
  const values: unknown[] = []
  for (let index = 0; index < count; index++) values[index] = readValue(reader, depth + 1)
  return values
}

function readFields(reader: Reader, depth: number): object {
  checkDepth(depth)
  const count = readCount(reader, 5)
  const fields = emptyObject(reader)
  for (let index = 0; index < count; index++) {
    const name = readString(reader)
    const value = readValue(reader, depth + 1)
    if (name !== '__proto__' || !reader.hooks.ordinaryObjects) fields[name] = value
  }
  return fields
}

function readTypedArray(reader: Reader): object {
  const kind = readKind(reader)
  return readRaw(reader, kind, readUint32(reader))
}

function readTensor(reader: Reader): object {
  const kind = readKind(reader)
  if (kind.dtype === null) throw new BrokenFrameError(`a tensor of ${kind.name}`)
  const rank = readByte(reader)
  if (rank > highestRank) throw new BrokenFrameError(`a tensor of rank ${rank}`)
  const shape: number[] = []
  let size = 1
  for (let axis = 0; axis < rank; axis++) {
    shape[axis] = readUint32(reader)
    size *= shape[axis]
  }
  const fields = emptyObject(reader)
  fields.shape = shape
  fields.dtype = kind.dtype
  fields.data = readRaw(reader, kind, size)
  return fields
}

function emptyObject(reader: Reader): Record<string, unknown> {
  return reader.hooks.ordinaryObjects ? {} : (create(null) as Record<string, unknown>)
}

function readKind(reader: Reader): (typeof kinds)[number] {
  const index = readByte(reader)
  if (index >= kinds.length) throw new BrokenFrameError(`unknown kind of typed array ${index}`)
  return kinds[index]
}

function readRaw(reader: Reader, kind: (typeof kinds)[number], length: number): object {
  const byteLength = length * kind.bytes
  checkLeft(reader, byteLength)
  const data = new kind.make(length)
  setBytes(new BytesArray(typedArrayBuffer(data)), subarray(reader.bytes, reader.at, reader.at + byteLength))
  reader.at += byteLength
  return data
}

function checkDepth(depth: number): void {
  if (depth >= frameLimits.depth) throw new BrokenFrameError('nested too deep')
}

/** False for NaN and Infinity too, which a product of hostile extents may be. */
function checkLeft(reader: Reader, count: number): void {
  if (!(count <= reader.end - reader.at)) throw new BrokenFrameError('the frame ends too early')
}

/** A number of things of at least `bytesEach` bytes, of which so many can still be there. */
function readCount(reader: Reader, bytesEach: number): number {
  const count = readUint32(reader)
  checkLeft(reader, count * bytesEach)
  return count
}

function readByte(reader: Reader): number {
  checkLeft(reader, 1)
  return reader.bytes[reader.at++]
}

function readUint32(reader: Reader): number {
  checkLeft(reader, 4)
  reader.at += 4
  return getUint32(reader.view, reader.at - 4, true)
}

function readFloat64(reader: Reader): number {
  checkLeft(reader, 8)
  reader.at += 8
  return getFloat64(reader.view, reader.at - 8, true)
}

function readString(reader: Reader): string {
  const length = readCount(reader, 2)
  let text = ''
  for (let from = 0; from < length; from += 4096) {
    const units: number[] = []
    const count = length - from < 4096 ? length - from : 4096
    for (let index = 0; index < count; index++)
      units[index] = getUint16(reader.view, reader.at + 2 * (from + index), true)
    text += apply(fromCharCode, null, units)
  }
  reader.at += 2 * length
  return text
}

/**
 * Puts the pieces of a stream together: each call gives the bodies of the frames that the piece completes.
 *
 * @throws BrokenFrameError when a frame announces more than a frame may hold; nothing is allocated on its word
 */
export function createFrameAssembler(): (piece: Uint8Array) => Uint8Array[] {
  let pieces: Uint8Array[] = []
  let held = 0
  return (piece) => {
    pieces.push(piece)
    held += piece.length
    const bodies: Uint8Array[] = []
    for (;;) {
      const length = announcedLength(pieces, held)
      if (length === null || held < headerBytes + length) return bodies
      const all = joined(pieces, held)
      bodies.push(all.subarray(headerBytes, headerBytes + length))
      const rest = all.subarray(headerBytes + length)
      pieces = rest.length > 0 ? [rest] : []
      held = rest.length
    }
  }
}

function announcedLength(pieces: Uint8Array[], held: number): number | null {
  if (held < headerBytes) return null
  if (pieces[0].length < headerBytes) pieces.splice(0, pieces.length, joined(pieces, held))
  const length = getUint32(viewOf(pieces[0]), 0, true)
  if (length > frameLimits.bytes) throw new BrokenFrameError(`a frame of ${length} bytes`)
  return length
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
