import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { ArgumentError } from '../argument-error.ts'
import { allocate, sizeOf, type DType, type Tensor } from '../tensor.ts'
import { FileFormatError } from './file-format-error.ts'

/*
 * The format that Hugging Face published (https://huggingface.co/docs/safetensors):
 *
 *   8 bytes      the header's length, little-endian
 *   header       JSON: for each tensor { dtype, shape, data_offsets: [begin, end] }, and __metadata__, a map of texts;
 *                it begins with { and may end in spaces
 *   data         the tensors' numbers, little-endian, row-major, without gaps or overlaps
 *
 * The format has no checksum. The writer adds one to the metadata, and its own name, so that the reader knows that there must be
 * one; other tools leave both alone.
 */

/** What a safetensors file holds: tensors by name, and texts about them. */
export type TensorFile = { tensors: { [name: string]: Tensor }; metadata: { [name: string]: string } }

type Entry = { dtype: string; shape: number[]; data_offsets: [number, number] }
type Header = { entries: [string, Entry][]; metadata: { [name: string]: string } }

const types: { [dtype: string]: DType } = { F32: 'float32', F64: 'float64', I32: 'int32' }
const longestHeader = 100_000_000
const metadataName = '__metadata__'
const checksumName = 'sha256'
const ownName = 'grade-descent'

/**
 * The bytes of a safetensors file with these tensors; the order is the reader's. Metadata is texts only.
 *
 * @throws ArgumentError when a tensor has the name that the format keeps for the metadata
 */
export function encodeSafetensors(
  tensors: { readonly [name: string]: Tensor },
  metadata: { readonly [name: string]: string } = {},
): Uint8Array {
  if (Object.hasOwn(tensors, metadataName)) {
    const expected = `called something else than ${metadataName}, which the format keeps for itself`
    throw new ArgumentError('encodeSafetensors', 'tensors', expected, `'${metadataName}'`)
  }
  // The widest first, so that every tensor lies at a multiple of its numbers' size.
  const ordered = Object.entries(tensors).sort(([, a], [, b]) => widthOf(b.dtype) - widthOf(a.dtype))
  let end = 0
  const entries = ordered.map(([name, { dtype, shape, data }]): [string, Entry] => {
    const begin = end
    end += data.length * widthOf(dtype)
    return [name, { dtype: storedType(dtype), shape: [...shape], data_offsets: [begin, end] }]
  })
  const contents = new Uint8Array(end)
  ordered.forEach(([, { data }], index) => contents.set(bytesOf(data), entries[index][1].data_offsets[0]))
  const signed = { ...metadata, writer: ownName }
  const checksum = checksumOf(entries, signed, contents)
  const json = utf8ToBytes(headerText(entries, { ...signed, [checksumName]: checksum }))
  const headerLength = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + headerLength + end)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true)
  bytes.fill(0x20, 8, 8 + headerLength)
  bytes.set(json, 8)
  bytes.set(contents, 8 + headerLength)
  return bytes
}

/**
 * Reads a whole safetensors file.
 *
 * @param file what messages call it
 * @throws FileFormatError when anything of it is not as the format says, or its numbers are not of the three dtypes
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): TensorFile {
  const { text, dataAt } = readHeader(bytes, file)
  const header = parseHeader(text, file)
  const data = bytes.subarray(dataAt)
  expectContiguous(header.entries, data.length, file)
  const { [checksumName]: checksum, ...rest } = header.metadata
  const expectsChecksum = checksum !== undefined || rest.writer === ownName
  if (expectsChecksum && checksum !== checksumOf(header.entries, rest, data)) {
    throw new FileFormatError(file, `its checksum, ${checksumName} in __metadata__, does not fit what it holds`)
  }
  const { writer: _, ...metadata } = rest
  const tensors = header.entries.map(([name, { dtype, shape, data_offsets }]) => [
    name,
    { shape, dtype: types[dtype], data: numbersOf(types[dtype], data.subarray(...data_offsets)) },
  ])
  return { tensors: Object.fromEntries(tensors) as TensorFile['tensors'], metadata }
}

function readHeader(bytes: Uint8Array, file: string): { text: string; dataAt: number } {
  if (bytes.length < 8) throw new FileFormatError(file, `at least 8 bytes expected, ${bytes.length} found`)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > BigInt(Math.min(longestHeader, bytes.length - 8))) {
    throw new FileFormatError(file, `a header of ${length} bytes announced, ${bytes.length - 8} bytes found`)
  }
  const dataAt = 8 + Number(length)
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(8, dataAt)),
      dataAt,
    }
  } catch {
    throw new FileFormatError(file, 'its header is no UTF-8')
  }
}

function parseHeader(text: string, file: string): Header {
  let header: unknown
  try {
    header = JSON.parse(text)
  } catch {
    throw new FileFormatError(file, 'its header is no JSON')
  }
  if (!text.startsWith('{') || !isRecord(header)) throw new FileFormatError(file, 'its header is no JSON object')
  const repeated = repeatedName(text)
  if (repeated !== undefined) throw new FileFormatError(file, `its header names '${repeated}' twice`)
  const { [metadataName]: metadata = {}, ...rest } = header
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw new FileFormatError(file, '__metadata__ must be a map of texts')
  }
  const entries = Object.entries(rest).map(([name, value]): [string, Entry] => [name, checkedEntry(name, value, file)])
  return { entries, metadata: metadata as Header['metadata'] }
}

/** A name that an object of this JSON gives twice, of which JSON.parse keeps only the last. */
function repeatedName(json: string): string | undefined {
  const names: Set<string>[] = []
  for (const [token, text, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g)) {
    if (token === '{') names.push(new Set())
    else if (token === '}') names.pop()
    else if (colon !== undefined) {
      const name = JSON.parse(text) as string
      if (names[names.length - 1].has(name)) return name
      names[names.length - 1].add(name)
    }
  }
  return undefined
}

function checkedEntry(name: string, value: unknown, file: string): Entry {
  const wrong = (what: string): FileFormatError => new FileFormatError(file, `tensor '${name}': ${what}`)
  if (!isRecord(value)) throw wrong('its description is no object')
  const { dtype, shape, data_offsets: offsets } = value
  if (typeof dtype !== 'string' || !Object.hasOwn(types, dtype)) {
    throw wrong(`dtype must be one of ${Object.keys(types).join(', ')}; got ${JSON.stringify(dtype)}`)
  }
  if (!isSizes(shape)) throw wrong(`shape must be whole numbers; got ${JSON.stringify(shape)}`)
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw wrong(`data_offsets must be [begin, end]; got ${JSON.stringify(offsets)}`)
  }
  const expected = sizeOf(shape) * widthOf(types[dtype])
  const found = offsets[1] - offsets[0]
  if (found !== expected) throw wrong(`${expected} bytes expected for shape [${shape.join(', ')}], ${found} found`)
  return { dtype, shape, data_offsets: [offsets[0], offsets[1]] }
}

function expectContiguous(entries: readonly [string, Entry][], length: number, file: string): void {
  let end = 0
  const inOrder = [...entries].sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  )
  for (const [name, { data_offsets: offsets }] of inOrder) {
    if (offsets[0] !== end)
      throw new FileFormatError(file, `tensor '${name}' must begin at byte ${end}; got ${offsets[0]}`)
    end = offsets[1]
  }
  if (end !== length) throw new FileFormatError(file, `${end} bytes of numbers expected, ${length} found`)
}

function headerText(entries: Header['entries'], metadata: Header['metadata']): string {
  return JSON.stringify(Object.fromEntries([[metadataName, metadata], ...entries]))
}

/** Of all that the file says, the checksum aside; the same however the tensors are ordered. */
function checksumOf(entries: readonly [string, Entry][], metadata: Header['metadata'], data: Uint8Array): string {
  const hash = sha256.create().update(utf8ToBytes(JSON.stringify(sortedByName(Object.entries(metadata)))))
  for (const [name, { dtype, shape, data_offsets: offsets }] of sortedByName(entries)) {
    hash.update(utf8ToBytes(JSON.stringify([name, dtype, shape]))).update(data.subarray(...offsets))
  }
  return bytesToHex(hash.digest())
}

function sortedByName<Value>(entries: readonly [string, Value][]): [string, Value][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
}

function numbersOf(dtype: DType, bytes: Uint8Array): Tensor['data'] {
  const numbers = allocate(dtype, bytes.length / widthOf(dtype))
  bytesOf(numbers).set(bytes)
  return numbers
}

/** The memory of a typed array: little-endian on every machine that Node runs on. */
function bytesOf(data: Tensor['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function widthOf(dtype: DType): number {
  return dtype === 'float64' ? 8 : 4
}

function storedType(dtype: DType): string {
  return dtype === 'float32' ? 'F32' : dtype === 'float64' ? 'F64' : 'I32'
}

function isRecord(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && extent >= 0)
}
