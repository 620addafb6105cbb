import { expect, test } from '@jest/globals'
import { createArena } from '../../../reference-engine/kernels/arena.ts'
import { kernelMemory } from '../../../reference-engine/kernels/kernels.ts'

function bytesAt(memory: WebAssembly.Memory, address: number, count: number): Uint8Array {
  return new Uint8Array(memory.buffer, address, count)
}

test('blocks lie apart, on lines of the cache, and grow the memory', () => {
  const memory = kernelMemory()
  const arena = createArena(memory, 100)
  const before = memory.buffer.byteLength
  const addresses = [1, 200, before, 3].map((bytes) => ({ bytes, address: arena.allocate(bytes) }))
  for (const { address } of addresses.slice(1)) expect(address % 64).toBe(addresses[0].address % 64)
  for (const { bytes, address } of addresses) {
    for (const other of addresses) {
      if (other.address > address) expect(other.address).toBeGreaterThanOrEqual(address + bytes)
    }
  }
  expect(memory.buffer.byteLength).toBeGreaterThan(before)
})

test('what a branch gives back is used again, as zeros; what others hold is not', () => {
  const memory = kernelMemory()
  const arena = createArena(memory, 64)
  const [kept, branch] = [arena.branch(), arena.branch()]
  const held = kept.allocate(1000)
  bytesAt(memory, held, 1000).fill(7)
  const given = branch.allocate(1000)
  bytesAt(memory, given, 1000).fill(9)
  branch.release()
  const next = arena.branch().allocate(900)
  expect(next).toBe(given)
  expect([...bytesAt(memory, next, 900)].every((byte) => byte === 0)).toBe(true)
  expect([...bytesAt(memory, held, 1000)].every((byte) => byte === 7)).toBe(true)
  expect(arena.branch().allocate(900)).not.toBe(given)
})

test('a table is written once for each content', () => {
  const memory = kernelMemory()
  const arena = createArena(memory, 64)
  const table = arena.table([4, 8, -4])
  expect(arena.table([4, 8, -4])).toBe(table)
  expect(arena.table([4, 8])).not.toBe(table)
  expect([...new Int32Array(memory.buffer, table, 3)]).toEqual([4, 8, -4])
})
