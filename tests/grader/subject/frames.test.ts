import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  BrokenFrameError,
  UnsendableError,
  createFrameAssembler,
  createFrameEncoder,
  decodeFrame,
  frameLimits,
  headerBytes,
} from '../../../grader/subject/frames.ts'

const seed = 20240611

function bodyOf(values: readonly unknown[]): Uint8Array {
  return createFrameEncoder()(values).slice(headerBytes)
}

function roundTrip(value: unknown): unknown {
  return decodeFrame(bodyOf([value]), { ordinaryObjects: true })[0]
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

const typedArrays = fc.oneof(
  fc.float32Array({ maxLength: 20 }),
  fc.float64Array({ maxLength: 20 }),
  fc.int32Array({ maxLength: 20 }),
  fc.uint8Array({ maxLength: 20 }),
  fc.int8Array({ maxLength: 20 }),
  fc.uint16Array({ maxLength: 20 }),
  fc.int16Array({ maxLength: 20 }),
  fc.uint32Array({ maxLength: 20 }),
)

const tensors = fc.array(fc.nat(3), { maxLength: 4 }).chain((shape) => {
  const size = shape.reduce((product, extent) => product * extent, 1)
  return fc.float64Array({ minLength: size, maxLength: size }).map((data) => ({ shape, dtype: 'float64', data }))
})

const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    typedArrays,
    tensors,
  ),
  tree: fc.oneof(
    { maxDepth: 5 },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('tree'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}))

describe('round trip', () => {
  test('any tree comes back as it was, NaN, Infinity and -0 included', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(roundTrip(value)).toStrictEqual(value)
      }),
      { seed, numRuns: 500 },
    )
    expect(roundTrip([NaN, Infinity, -Infinity, -0, 5e-324])).toStrictEqual([NaN, Infinity, -Infinity, -0, 5e-324])
    expect(roundTrip('\ud800 lone, 中文, \u0000')).toBe('\ud800 lone, 中文, \u0000')
  })

  test('a view sends only its own part, and the copy is aligned and independent', () => {
    const whole = Float64Array.from([1, 2, 3, 4])
    const body = bodyOf(['x', whole.subarray(1, 3)])
    const [, copy] = decodeFrame(body) as [string, Float64Array]
    body.fill(0)
    expect([...copy]).toEqual([2, 3])
    expect(copy.byteOffset).toBe(0)
    expect(copy.buffer.byteLength).toBe(16)
  })

  test('objects from the child have no prototype, so that no name means anything', () => {
    const [value] = decodeFrame(bodyOf([JSON.parse('{"__proto__":{"x":1},"constructor":2}')])) as [
      Record<string, unknown>,
    ]
    expect(Object.getPrototypeOf(value)).toBeNull()
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  test('what is no proper tensor goes as the plain object it is', () => {
    const wrong = { shape: [3], dtype: 'float64', data: new Float64Array(2) }
    const mixed = { shape: [2], dtype: 'float32', data: new Float64Array(2), extra: 1 }
    expect(roundTrip(wrong)).toStrictEqual(wrong)
    expect(roundTrip(mixed)).toStrictEqual(mixed)
  })

  test('a tensor of a class with getters is a tensor', () => {
    class Matrix {
      get shape(): number[] {
        return [1, 2]
      }
      get dtype(): string {
        return 'float32'
      }
      get data(): Float32Array {
        return Float32Array.of(1, 2)
      }
    }
    expect(roundTrip(new Matrix())).toStrictEqual({ shape: [1, 2], dtype: 'float32', data: Float32Array.of(1, 2) })
  })

  test('seeds and handles go through the hooks of either side', () => {
    const random = { secret: 1 }
    const kept = { big: 1 }
    const encode = createFrameEncoder({
      seedOf: (value) => (value === random ? 'abc' : undefined),
      handleOf: (value) => (value === kept ? 7 : undefined),
    })
    const body = encode([random, [kept]]).slice(headerBytes)
    expect(decodeFrame(body)).toEqual([{ randomSeed: 'abc' }, [{ handle: 7 }]])
    expect(
      decodeFrame(body, { fromHandle: (handle) => `kept ${handle}`, fromSeed: (text) => `random ${text}` }),
    ).toEqual(['random abc', ['kept 7']])
  })

  test('the encoder can be used again after a failure and grows as it must', () => {
    const encode = createFrameEncoder()
    expect(() => encode([() => 1])).toThrow(UnsendableError)
    const large = new Float32Array(1_000_000).fill(2)
    expect(decodeFrame(encode([large]).slice(headerBytes))).toStrictEqual([large])
    expect(decodeFrame(encode([1]).slice(headerBytes))).toStrictEqual([1])
  })
})

describe('what cannot be sent', () => {
  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic
  test.each<[string, unknown, string, string]>([
    ['a function', { a: [1, () => 1] }, 'function', 'a.1'],
    ['a symbol', Symbol('s'), 'symbol', ''],
    ['a bigint', { n: 1n }, 'bigint', 'n'],
    ['a Map', { m: new Map() }, 'object', 'm'],
    ['a BigInt64Array', new BigInt64Array(1), 'object', ''],
    ['a cycle', cyclic, 'cyclic', 'self'],
    ['nesting', nested(9), 'too-deep', '0.0.0.0.0.0.0.0'],
    ['too many values', new Array(20_000).fill(1), 'too-many', ''],
    ['a sparse array', { a: new Array(4e9) }, 'too-many', 'a'],
    ['too much', [new Uint8Array(frameLimits.bytes)], 'too-big', ''],
  ])('%s is named with its place', (_, value, what, path) => {
    expect(() => createFrameEncoder()([value])).toThrow(
      expect.objectContaining({ name: 'UnsendableError', what, path }),
    )
  })

  test('8 deep is still sent', () => {
    expect(roundTrip(nested(8))).toEqual(nested(8))
  })
})

describe('hostile bytes', () => {
  function decodesOrRefuses(body: Uint8Array): void {
    try {
      decodeFrame(body)
    } catch (error) {
      expect(error).toBeInstanceOf(BrokenFrameError)
    }
  }

  test('random bytes are a frame or a BrokenFrameError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), decodesOrRefuses), { seed, numRuns: 5000 })
  })

  test('random values after a plausible beginning', () => {
    const bytes = fc.tuple(fc.constantFrom(7, 6, 8, 9), fc.uint8Array({ minLength: 4, maxLength: 100 }))
    fc.assert(
      fc.property(bytes, ([tag, rest]) => decodesOrRefuses(Uint8Array.of(1, 0, 0, 0, tag, ...rest))),
      { seed, numRuns: 5000 },
    )
  })

  test('a frame cut anywhere is refused', () => {
    const body = bodyOf([
      { a: [1, 'text', Float32Array.of(1, 2)], b: { shape: [2], dtype: 'int32', data: Int32Array.of(1, 2) } },
    ])
    for (let length = 0; length < body.length; length++) {
      expect(() => decodeFrame(body.subarray(0, length))).toThrow(BrokenFrameError)
    }
  })

  test('a frame with any byte changed never crashes', () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(255), (value, at, byte) => {
        const body = bodyOf([value])
        body[at % body.length] = byte
        decodesOrRefuses(body)
      }),
      { seed, numRuns: 3000 },
    )
  })

  test.each([
    ['bytes left over', [1, 0, 0, 0, 1, 1]],
    ['a huge array', [1, 0, 0, 0, 6, 255, 255, 255, 255]],
    ['a huge typed array', [1, 0, 0, 0, 8, 1, 255, 255, 255, 255]],
    ['a tensor of hostile extents', [1, 0, 0, 0, 9, 1, 16, ...new Array<number>(64).fill(255)]],
    ['a tensor of bytes', [1, 0, 0, 0, 9, 3, 1, 1, 0, 0, 0, 5]],
    ['a rank of 255', [1, 0, 0, 0, 9, 0, 255]],
    ['too many values', [255, 255, 255, 255]],
    ['deep nesting', [1, 0, 0, 0, ...Array.from({ length: 20 }, () => [6, 1, 0, 0, 0]).flat(), 0]],
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeFrame(Uint8Array.from(bytes))).toThrow(BrokenFrameError)
  })
})

describe('pieces of a stream', () => {
  test('frames come out whole however they are cut', () => {
    const encode = createFrameEncoder()
    const stream = Uint8Array.from([1, 2, 3].flatMap((number) => [...encode([number, 'x'.repeat(number * 10)])]))
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        const assemble = createFrameAssembler()
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length]
        const bodies = edges.slice(1).flatMap((edge, index) => assemble(stream.slice(edges[index], edge)))
        expect(bodies.map((body) => decodeFrame(body)[0])).toEqual([1, 2, 3])
      }),
      { seed, numRuns: 300 },
    )
  })

  test('a frame that announces too much is refused before it comes', () => {
    expect(() => createFrameAssembler()(Uint8Array.of(255, 255, 255, 255))).toThrow(BrokenFrameError)
  })
})
