import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tensor, type Tensor } from '../../reference-engine/tensor.ts'
import type { Inputs, Workload } from './workloads.ts'

type Described = { [name: string]: Pick<Tensor, 'shape' | 'dtype'> }

/**
 * Writes the inputs so that any language reads them: `FOLDER/WORKLOAD/NAME.bin`, the numbers little-endian and row-major, and beside
 * them `inputs.json`, shape and dtype of each.
 */
export function writeInputs(folder: string, workload: Workload): void {
  const own = join(folder, workload.name)
  mkdirSync(own, { recursive: true })
  const described: Described = {}
  for (const [name, { shape, dtype, data }] of Object.entries(workload.inputs())) {
    described[name] = { shape, dtype }
    writeFileSync(join(own, `${name}.bin`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  writeFileSync(join(own, 'inputs.json'), JSON.stringify(described))
}

export function readInputs(folder: string, workload: string): Inputs {
  const own = join(folder, workload)
  const described = JSON.parse(readFileSync(join(own, 'inputs.json'), 'utf8')) as Described
  return Object.fromEntries(
    Object.entries(described).map(([name, { shape, dtype }]) => {
      const { buffer, byteOffset, byteLength } = readFileSync(join(own, `${name}.bin`))
      const bytes = buffer.slice(byteOffset, byteOffset + byteLength)
      return [name, tensor(dtype === 'int32' ? new Int32Array(bytes) : new Float32Array(bytes), shape)]
    }),
  )
}
