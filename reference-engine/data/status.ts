import { statSync } from 'node:fs'
import { cifar10Path, packedPaths } from './cifar10.ts'
import { DataError } from './data-error.ts'
import { openImageFile, verifyImageFile, type ImageFile } from './image-file.ts'
import { publishedCifar10, type ExpectedData } from './published-cifar10.ts'
import { verifyCifar10 } from './verify-cifar10.ts'

/** What is known of one file of images. */
export interface FileStatus {
  path: string
  state: 'present' | 'absent' | 'damaged'
  /** 0 when absent. */
  bytes: number
  /** Images of each split; null unless present. */
  images: { train: number; test: number } | null
  /** What is wrong, when damaged. */
  problem: { en: string; zh: string } | null
}

/** The whole set and the packed files of a data folder. */
export interface DataStatus {
  folder: string
  whole: FileStatus
  packed: FileStatus[]
}

/** How closely `dataStatus` looks. */
export interface StatusOptions {
  /** Reads every byte: each image against its checksum, the whole set against the published digests. */
  verify?: boolean
  expected?: ExpectedData
}

/** What a data folder holds, and whether it is sound. Never throws for an unsound file. */
export async function dataStatus(folder: string, options: StatusOptions = {}): Promise<DataStatus> {
  const { verify = false, expected = publishedCifar10 } = options
  return {
    folder,
    whole: fileStatus(cifar10Path(folder), (file) => verify && verifyCifar10(file, expected)),
    packed: packedPaths(folder).map((path) => fileStatus(path, (file) => verify && verifyImageFile(file))),
  }
}

function fileStatus(path: string, check: (file: ImageFile) => void): FileStatus {
  const absent: FileStatus = { path, state: 'absent', bytes: 0, images: null, problem: null }
  try {
    const file = openImageFile(path)
    if (!file) return absent
    check(file)
    const { train, test } = file.header
    const images = { train: train.count, test: test.count }
    return { path, state: 'present', bytes: statSync(path).size, images, problem: null }
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    return { path, state: 'damaged', bytes: statSync(path).size, images: null, problem: error.text }
  }
}
