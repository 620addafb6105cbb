import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { modelFromJson } from '../io/model-from-json.ts'
import type { Sequential } from '../sequential.ts'
import { diskError } from './data-error.ts'

const topologyFile = 'model.json'
const weightsFile = 'weights.safetensors'

/**
 * Writes a model into a folder: `model.json`, what it is made of, and `weights.safetensors`.
 *
 * @throws DataError when it can't be written
 */
export async function saveModel(folder: string, model: Sequential): Promise<void> {
  await writeWhole(join(folder, topologyFile), new TextEncoder().encode(JSON.stringify(model, null, 2)))
  await writeWhole(join(folder, weightsFile), model.saveWeights())
}

/**
 * Reads what `saveModel` wrote.
 *
 * @throws DataError when a file can't be read, FileFormatError when one is damaged
 */
export async function loadModel(folder: string): Promise<Sequential> {
  const path = join(folder, topologyFile)
  const model = await modelFromJson(new TextDecoder().decode(await readWhole(path)), path)
  const weightsPath = join(folder, weightsFile)
  model.loadWeights(await readWhole(weightsPath), weightsPath)
  return model
}

/**
 * Writes a file whole or not at all, whenever the process ends: beside its place first, and moved there once it is on the disk.
 *
 * @throws DataError when it can't be written
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(unfinished, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw diskError(error, path)
  }
}

/** @throws DataError when it can't be read */
export async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw diskError(error, path)
  }
}
