import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DataError } from './data-error.ts'
import { fileExtension, hasImages, openImageFile, readImages, type ImageFile } from './image-file.ts'
import type { ImageSource } from './image-source.ts'

/** Where the whole set is kept. */
export function cifar10Path(folder: string): string {
  return join(folder, `cifar10${fileExtension}`)
}

/** The packed files of a data folder. */
export function packedPaths(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith(fileExtension))
  return names.map((name) => join(folder, name)).filter((path) => path !== cifar10Path(folder))
}

/**
 * The whole CIFAR-10 of a data folder. `load` reads and verifies only the images asked for.
 *
 * @returns null when it isn't there or is seen to be damaged: fetch it (`dataStatus` tells which)
 */
export async function openCifar10(folder: string): Promise<ImageSource | null> {
  const file = openUndamaged(cifar10Path(folder))
  return file && { kind: 'cifar10', load: async (split, indices) => readImages(file, split, indices) }
}

/**
 * CIFAR-10 from a data folder: the whole set, else its packed files, of which the first that has all the images asked
 * for is read (`load` throws DataError `not-in-pack` when none has).
 *
 * @returns null when there is neither
 */
export async function openImages(folder: string): Promise<ImageSource | null> {
  const whole = await openCifar10(folder)
  if (whole) return whole
  const packed = packedPaths(folder).flatMap((path) => openUndamaged(path) ?? [])
  if (packed.length === 0) return null
  return {
    kind: 'cifar10',
    load: async (split, indices) =>
      readImages(packed.find((file) => hasImages(file, split, indices)) ?? packed[0], split, indices),
  }
}

function openUndamaged(path: string): ImageFile | null {
  try {
    return openImageFile(path)
  } catch (error) {
    if (error instanceof DataError && error.code === 'damaged') return null
    throw error
  }
}
