import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError, errorMessage } from '../../reference-engine/data/data-error.ts'
import { UserError } from './user-error.ts'

export type RunFiles = { checkpoint: string; page: string; model: string; weights: string }

/** Where a run keeps what it makes. Model and weights have the names that `saveModel` gives them. */
export function runFiles(folder: string): RunFiles {
  return {
    checkpoint: join(folder, 'checkpoint.safetensors'),
    page: join(folder, 'article.html'),
    model: join(folder, 'model.json'),
    weights: join(folder, 'weights.safetensors'),
  }
}

/** What `writeWhole` leaves of our files when the process is killed meanwhile. */
const leftover = /^(checkpoint\.safetensors|article\.html|model\.json|weights\.safetensors)\.[0-9a-f-]{36}\.part$/

/**
 * Makes the folder where it isn't there, and removes what a killed run left half written.
 *
 * @throws UserError when it can't be made or read
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const leftovers = (await readdir(folder)).filter((name) => leftover.test(name))
    for (const name of leftovers) await rm(join(folder, name), { force: true })
  } catch (error) {
    throw cannotWrite(folder, error)
  }
}

/** Runs what writes into the folder: errors of the disk name the option that chooses it. @throws UserError */
export async function writingInto(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw error instanceof DataError ? cannotWrite(folder, error.cause) : error
  }
}

function cannotWrite(folder: string, cause: unknown): UserError {
  return new UserError(
    `Can't write into ${folder} (${errorMessage(cause)}). Make room there or check its permissions, or give another folder with --out.`,
    { cause },
  )
}
