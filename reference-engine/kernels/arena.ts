const pageBytes = 65536

/** What tells two things apart in the cache: each allocation begins on a line of its own. */
const lineBytes = 64

/** Vectors may be read and written a little beyond the end of what was asked for. */
const slackBytes = 64

type Block = { address: number; bytes: number }

/** A linear memory, given out in blocks of zeros. */
export interface Arena {
  readonly memory: WebAssembly.Memory
  /** @returns the address of so many bytes of zeros */
  allocate(bytes: number): number
  /** The address of a table of offsets, one for each content. */
  table(offsets: readonly number[]): number
  /** An arena on the same memory, whose blocks can be given back together. */
  branch(): Arena
  /** Gives back all that this arena has allocated. */
  release(): void
}

function grow(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages)
  } catch (error) {
    const held = `${Math.round(memory.buffer.byteLength / 2 ** 20)} MB`
    throw new Error(
      `the memory of the kernels can't grow by ${Math.ceil((pages * pageBytes) / 2 ** 20)} MB beyond ${held}: take smaller batches, or dispose of models that are not needed`,
      { cause: error },
    )
  }
}

/** @param start the first address to give @internal */
export function createArena(memory: WebAssembly.Memory, start: number): Arena {
  let top = start
  let unused: Block[] = []

  function take(bytes: number): Block {
    const found = unused.findIndex((block) => block.bytes >= bytes && block.bytes <= 2 * bytes)
    if (found >= 0) {
      const [block] = unused.splice(found, 1)
      new Uint8Array(memory.buffer, block.address, block.bytes).fill(0)
      return block
    }
    const block = { address: top, bytes }
    const missing = top + bytes - memory.buffer.byteLength
    if (missing > 0) grow(memory, Math.ceil(missing / pageBytes))
    top += bytes
    return block
  }

  function branch(): Arena {
    let blocks: Block[] = []
    const tables = new Map<string, number>()
    const allocate = (bytes: number): number => {
      const block = take(Math.ceil((bytes + slackBytes) / lineBytes) * lineBytes)
      blocks.push(block)
      return block.address
    }
    return {
      memory,
      allocate,
      branch,
      table(offsets) {
        const key = offsets.join(' ')
        const known = tables.get(key)
        if (known !== undefined) return known
        const address = allocate(offsets.length * Uint32Array.BYTES_PER_ELEMENT)
        new Uint32Array(memory.buffer, address, offsets.length).set(offsets)
        tables.set(key, address)
        return address
      },
      release() {
        unused = [...unused, ...blocks]
        blocks = []
        tables.clear()
      },
    }
  }
  return branch()
}
