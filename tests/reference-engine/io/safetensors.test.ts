import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { FileFormatError } from '../../../reference-engine/io/file-format-error.ts'
import { decodeSafetensors, encodeSafetensors } from '../../../reference-engine/io/safetensors.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { draw, drawn, float64, int32, seeds } from '../support.ts'

const file = 'weights.safetensors'
const shapes = fc.array(fc.nat(4), { maxLength: 4 })
const tensors = fc
  .array(
    fc.tuple(
      fc.string({ maxLength: 12, unit: 'grapheme' }),
      shapes,
      fc.constantFrom<DType>('float32', 'float64', 'int32'),
      seeds,
    ),
    {
      maxLength: 6,
    },
  )
  .map((entries) =>
    Object.fromEntries(
      entries
        .filter(([name]) => name !== '__metadata__')
        .map(([name, shape, dtype, seed]): [string, Tensor] => [name, draw(seed, shape, dtype)]),
    ),
  )

/** A file by hand: this header, these bytes of numbers. */
function fileOf(header: unknown, data: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setUint32(0, json.length, true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

function headerOf(bytes: Uint8Array): { [name: string]: { dtype: string; shape: number[]; data_offsets: number[] } } {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  return JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as ReturnType<typeof headerOf>
}

describe('a round trip', () => {
  test('gives back what went in', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string({ maxLength: 5 }), fc.string()), (given, metadata) => {
        delete metadata.sha256
        delete metadata.writer
        const read = decodeSafetensors(encodeSafetensors(given, metadata), file)
        expect(read.tensors).toEqual(given)
        expect(read.metadata).toEqual({ ...metadata })
      }),
      { ...drawn, numRuns: 100 },
    )
  })

  test('gives back NaN, the infinities and -0, from a view too, and from bytes at an odd place', () => {
    const values = Float32Array.of(7, NaN, Infinity, -Infinity, -0)
    const view = { shape: [4], dtype: 'float32' as const, data: values.subarray(1) as Tensor['data'] }
    const bytes = encodeSafetensors({ view })
    const moved = new Uint8Array(bytes.length + 3)
    moved.set(bytes, 3)
    expect(decodeSafetensors(moved.subarray(3), file).tensors.view).toEqual({ ...view, data: values.slice(1) })
  })
})

describe('the format as published', () => {
  test('is what is written', () => {
    const bytes = encodeSafetensors({ small: int32([1, -2]), wide: float64([0.5, 3], [2, 1]) }, { made: 'by hand' })
    const { __metadata__: metadata, ...entries } = headerOf(bytes)
    expect(entries).toEqual({
      wide: { dtype: 'F64', shape: [2, 1], data_offsets: [0, 16] },
      small: { dtype: 'I32', shape: [2], data_offsets: [16, 24] },
    })
    expect(metadata).toMatchObject({ made: 'by hand' })
    const data = new DataView(bytes.buffer, bytes.length - 24)
    expect([
      data.getFloat64(0, true),
      data.getFloat64(8, true),
      data.getInt32(16, true),
      data.getInt32(20, true),
    ]).toEqual([0.5, 3, 1, -2])
    expect((bytes.length - 24) % 8).toBe(0)
  })

  test('is read where another tool wrote it: no checksum, no metadata, spaces after the header, any order', () => {
    const data = new Uint8Array(12)
    new DataView(data.buffer).setFloat32(8, 1.5, true)
    const header =
      '{"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"a":{"data_offsets":[0,8],"dtype":"I32","shape":[2]}}   '
    expect(decodeSafetensors(fileOf(header, data), file)).toEqual({
      tensors: { a: int32([0, 0]), b: { shape: [], dtype: 'float32', data: Float32Array.of(1.5) } },
      metadata: {},
    })
  })

  // Written by safetensors 0.8.0 for Python, with numpy 2.4.6, from the values below.
  test('is read where Hugging Face’s own package wrote it', () => {
    const written = readFileSync(join(__dirname, 'golden', 'python.safetensors'))
    const float32 = (values: number[], shape: number[]) => ({
      shape,
      dtype: 'float32',
      data: Float32Array.from(values),
    })
    expect(decodeSafetensors(written, file)).toEqual({
      tensors: {
        'layer/kernel': float32([1.5, -2.25, 0.1, Infinity, -0, 3e-45], [2, 3]),
        'layer/bias': float64([0.1, 1e300, -Infinity]),
        标签: int32([2 ** 31 - 1, -(2 ** 31)], [2, 1]),
        scalar: float32([7], []),
        empty: float32([], [0, 4]),
      },
      metadata: { 'made by': 'safetensors 0.8.0, numpy 2.4.6', 标记: 'é' },
    })
  })

  test('the checksum bears another order of the header', () => {
    const bytes = encodeSafetensors({ a: int32([1]), b: int32([2]) })
    const header = headerOf(bytes)
    expect(header.__metadata__).toHaveProperty('sha256')
    const reversed = fileOf(Object.fromEntries(Object.entries(header).reverse()), bytes.slice(-8))
    expect(decodeSafetensors(reversed, file).tensors).toEqual({ a: int32([1]), b: int32([2]) })
  })
})

describe('a corrupt file is refused whole, and named', () => {
  const sound = encodeSafetensors({ kernel: draw(1, [3, 4], 'float32'), bias: draw(2, [4]) }, { format: 'test' })

  test('truncated anywhere, or longer', () => {
    for (let length = 0; length < sound.length; length++) expectRefused(sound.slice(0, length))
    expectRefused(Uint8Array.of(...sound, 0))
  })

  test('altered in any one bit', () => {
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(7), (place, bit) => {
        const altered = sound.slice()
        altered[place] ^= 1 << bit
        expectRefused(altered)
      }),
      { ...drawn, numRuns: 2000 },
    )
  })

  const four = new Uint8Array(4)
  const entry = { dtype: 'I32', shape: [1], data_offsets: [0, 4] }
  test.each<[string, unknown, Uint8Array, string]>([
    ['no JSON', '{', four, 'its header is no JSON'],
    ['no object', '[]', four, 'its header is no JSON object'],
    ['space in front', ' {}', new Uint8Array(0), 'its header is no JSON object'],
    [
      'a dtype there is not',
      { a: { ...entry, dtype: 'F16' } },
      four,
      'tensor \'a\': dtype must be one of F32, F64, I32; got "F16"',
    ],
    [
      'a shape that is none',
      { a: { ...entry, shape: [-1] } },
      four,
      "tensor 'a': shape must be whole numbers; got [-1]",
    ],
    [
      'a shape that does not fit',
      { a: { ...entry, shape: [2] } },
      four,
      "tensor 'a': 8 bytes expected for shape [2], 4 found",
    ],
    [
      'offsets backwards',
      { a: { ...entry, data_offsets: [4, 0] } },
      four,
      "tensor 'a': data_offsets must be [begin, end]; got [4,0]",
    ],
    ['a gap', { a: { ...entry, data_offsets: [4, 8] } }, new Uint8Array(8), "tensor 'a' must begin at byte 0; got 4"],
    ['an overlap', { a: entry, b: entry }, four, "tensor 'b' must begin at byte 4; got 0"],
    [
      'offsets past the end',
      { a: entry, b: { ...entry, data_offsets: [4, 8] } },
      four,
      '8 bytes of numbers expected, 4 found',
    ],
    ['metadata that is no text', { __metadata__: { a: 1 } }, new Uint8Array(0), '__metadata__ must be a map of texts'],
    ['no description', { a: 1 }, four, "tensor 'a': its description is no object"],
    ['a byte order mark in front', '\ufeff{}', new Uint8Array(0), 'its header is no JSON'],
    ['null', 'null', new Uint8Array(0), 'its header is no JSON object'],
    [
      'offsets that are no numbers',
      { a: { ...entry, data_offsets: ['0', '4'] } },
      four,
      'tensor \'a\': data_offsets must be [begin, end]; got ["0","4"]',
    ],
    [
      'a shape without end',
      { a: { ...entry, shape: [2 ** 52, 2 ** 52] } },
      four,
      "tensor 'a': 8.112963841460668e+31 bytes expected for shape [4503599627370496, 4503599627370496], 4 found",
    ],
    [
      'a name given twice',
      '{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}',
      four,
      "its header names 'a' twice",
    ],
    [
      'a field given twice',
      '{"a":{"dtype":"I32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      four,
      "its header names 'dtype' twice",
    ],
  ])('%s', (_, header, data, problem) => {
    expect(() => decodeSafetensors(fileOf(header, data), file)).toThrow(new FileFormatError(file, problem))
  })

  test('altered in any bit of its length and of the offsets, where no checksum watches', () => {
    const data = new Uint8Array(12)
    const offsets =
      '{"a":{"dtype":"I32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}'
    const foreign = fileOf(offsets, data)
    const numbers = [...offsets.matchAll(/[0-9]+(?=[,\]])/g)].map(({ index }) => 8 + index)
    for (const place of [0, 1, 2, 3, 4, 5, 6, 7, ...numbers]) {
      for (let bit = 0; bit < 8; bit++) {
        const altered = foreign.slice()
        altered[place] ^= 1 << bit
        expectRefused(altered)
      }
    }
  })

  test('drawn bytes, and drawn headers', () => {
    const json = fc.json({ maxDepth: 4 })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          json.map((text) => fileOf(text, four)),
        ),
        (bytes) => expectRefused(bytes),
      ),
      { ...drawn, numRuns: 500 },
    )
  })

  test('a header longer than the file, told without reading it', () => {
    const bytes = sound.slice()
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true)
    expect(() => decodeSafetensors(bytes, file)).toThrow('a header of 9223372036854775808 bytes announced')
  })

  test('a long text in the metadata is no trouble', () => {
    const note = '"\\{'.repeat(1_000_000)
    expect(decodeSafetensors(encodeSafetensors({}, { note }), file).metadata).toEqual({ note })
  })

  function expectRefused(bytes: Uint8Array): void {
    let error: unknown
    try {
      decodeSafetensors(bytes, file)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(FileFormatError)
    expect((error as Error).message).toContain(file)
  }
})

test('no tensor takes the name of the metadata', () => {
  expect(() => encodeSafetensors({ __metadata__: int32([1]) })).toThrow(
    "encodeSafetensors: tensors must be called something else than __metadata__, which the format keeps for itself; got '__metadata__'",
  )
})
