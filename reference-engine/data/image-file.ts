import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { DataError } from './data-error.ts'
import { imageBytes, type ImageSet, type Split } from './image-source.ts'

/*
 * One file holds images of both splits, all of them or a few:
 *
 *   preamble   64 bytes of text: format, version, bytes of metadata, CRC-32 of metadata
 *   metadata   bytes of JSON (uint32), JSON (ImageFileHeader), a label byte per image, a CRC-32 (uint32) per image
 *   images     3072 bytes each, train before test
 *
 * Numbers are little-endian. Since each image has its own checksum, those that are loaded are also verified, and the
 * rest of 184 MB need not be read for it.
 */
/** @internal */
export const preambleBytes = 64
/** @internal */
export const fileExtension = '.images'
const format = 'grade-descent images 1'

/** @internal */
export interface SplitHeader {
  count: number
  /** Which images of the set these are, ascending; null when it is all of them. */
  indices: number[] | null
}

/** @internal */
export interface ImageFileHeader {
  set: 'CIFAR-10'
  train: SplitHeader
  test: SplitHeader
}

/** @internal */
export interface ImageFile {
  path: string
  header: ImageFileHeader
  /** Class numbers, train before test. */
  labels: Uint8Array
  checksums: Uint32Array
  /** Where the images begin. */
  imagesAt: number
}

/** Writes what precedes the images; its length depends on the header alone. @internal */
export function encodeFront(header: ImageFileHeader, labels: Uint8Array, checksums: Uint32Array): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const metadata = Buffer.alloc(4 + json.length + 5 * labels.length)
  metadata.writeUInt32LE(json.length)
  metadata.set(json, 4)
  metadata.set(labels, 4 + json.length)
  checksums.forEach((checksum, image) => metadata.writeUInt32LE(checksum, 4 + json.length + labels.length + 4 * image))
  const preamble = `${format} ${metadata.length} ${crc32(metadata).toString(16)}`
  return Buffer.concat([Buffer.from(preamble.padEnd(preambleBytes - 1) + '\n'), metadata])
}

/** Whether these first bytes of a file are those of an image file. @internal */
export function isImageFile(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, format.length)).toString('latin1') === format
}

/**
 * Opens an image file: reads and verifies what precedes the images, the file's size and 64 images spread over it.
 *
 * @returns null when there is no such file
 * @throws DataError `damaged` when it is truncated or altered
 * @internal
 */
export function openImageFile(path: string): ImageFile | null {
  if (!existsSync(path)) return null
  const file = withFile(path, (descriptor) => {
    const opened = decodeFront(path, descriptor)
    const expected = opened.imagesAt + opened.labels.length * imageBytes
    const { size } = fstatSync(descriptor)
    if (size !== expected) throw damaged(path, `${expected} bytes expected, ${size} found`)
    return opened
  })
  const count = file.labels.length
  verifyImages(file, spread(count, Math.min(count, 64)))
  return file
}

/**
 * Reads these images of a split and verifies each.
 *
 * @throws DataError `not-in-pack` when the file hasn't got one of them, `damaged` when one is altered
 * @internal
 */
export function readImages(file: ImageFile, split: Split, indices: readonly number[]): ImageSet {
  const positions = positionsOf(file, split, indices)
  const images = new Uint8Array(indices.length * imageBytes)
  withFile(file.path, (descriptor) => readPositions(file, descriptor, positions, images))
  return { images, labels: Int32Array.from(positions, (position) => file.labels[position]) }
}

/** True when the file has all these images of a split. @internal */
export function hasImages(file: ImageFile, split: Split, indices: readonly number[]): boolean {
  const has = finder(file, split)
  return indices.every((index) => has(index) !== undefined)
}

/**
 * Verifies every image.
 *
 * @throws DataError `damaged`
 * @internal
 */
export function verifyImageFile(file: ImageFile): void {
  verifyImages(file, spread(file.labels.length, file.labels.length))
}

function verifyImages(file: ImageFile, positions: readonly number[]): void {
  const atOnce = 1000
  const images = new Uint8Array(Math.min(atOnce, positions.length) * imageBytes)
  withFile(file.path, (descriptor) => {
    for (let start = 0; start < positions.length; start += atOnce) {
      readPositions(file, descriptor, positions.slice(start, start + atOnce), images)
    }
  })
}

function spread(count: number, samples: number): number[] {
  return Array.from({ length: samples }, (_, sample) =>
    samples === 1 ? 0 : Math.round((sample * (count - 1)) / (samples - 1)),
  )
}

function decodeFront(path: string, descriptor: number): ImageFile {
  const preamble = Buffer.alloc(preambleBytes)
  readFully(path, descriptor, preamble, 0)
  const [, length, checksum] = /^grade-descent images 1 (\d+) ([0-9a-f]+) *\n$/.exec(preamble.toString('latin1')) ?? []
  if (length === undefined || Number(length) > fstatSync(descriptor).size) throw damaged(path, 'its start is altered')
  const metadata = Buffer.alloc(Number(length))
  readFully(path, descriptor, metadata, preambleBytes)
  if (crc32(metadata) !== parseInt(checksum, 16)) throw damaged(path, 'its list of images is altered')
  const labelsAt = 4 + metadata.readUInt32LE()
  const header = JSON.parse(metadata.toString('utf8', 4, labelsAt)) as ImageFileHeader
  const count = header.train.count + header.test.count
  const checksumsAt = labelsAt + count
  return {
    path,
    header,
    labels: metadata.subarray(labelsAt, checksumsAt),
    checksums: Uint32Array.from({ length: count }, (_, image) => metadata.readUInt32LE(checksumsAt + 4 * image)),
    imagesAt: preambleBytes + metadata.length,
  }
}

function positionsOf(file: ImageFile, split: Split, indices: readonly number[]): number[] {
  const positionOf = finder(file, split)
  return indices.map((index) => {
    const position = positionOf(index)
    if (position === undefined) throw notInFile(file, split, index)
    return position
  })
}

function finder(file: ImageFile, split: Split): (index: number) => number | undefined {
  const { count, indices } = file.header[split]
  const start = split === 'train' ? 0 : file.header.train.count
  if (indices === null) {
    return (index) => (Number.isInteger(index) && index >= 0 && index < count ? start + index : undefined)
  }
  const positions = new Map(indices.map((index, position) => [index, start + position]))
  return (index) => positions.get(index)
}

/** Neighbours in the file are read in one go. */
function readPositions(file: ImageFile, descriptor: number, positions: readonly number[], into: Uint8Array): void {
  let start = 0
  while (start < positions.length) {
    let end = start + 1
    while (end < positions.length && positions[end] === positions[end - 1] + 1) end++
    const run = into.subarray(start * imageBytes, end * imageBytes)
    readFully(file.path, descriptor, run, file.imagesAt + positions[start] * imageBytes)
    start = end
  }
  positions.forEach((position, image) => {
    const bytes = into.subarray(image * imageBytes, (image + 1) * imageBytes)
    if (crc32(bytes) !== file.checksums[position]) throw damaged(file.path, `image ${position} is altered`)
  })
}

function readFully(path: string, descriptor: number, into: Uint8Array, position: number): void {
  let done = 0
  while (done < into.length) {
    const read = readSync(descriptor, into, done, into.length - done, position + done)
    if (read === 0) throw damaged(path, `it ends after ${position + done} bytes`)
    done += read
  }
}

function withFile<Result>(path: string, use: (descriptor: number) => Result): Result {
  const descriptor = openSync(path, 'r')
  try {
    return use(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function damaged(path: string, what: string): DataError {
  return new DataError('damaged', {
    en: `${path} is damaged: ${what}. Run \`grade data fetch\` to fetch it again.`,
    zh: `${path} 已损坏（${what}）。请运行 \`grade data fetch\` 重新获取。`,
  })
}

function notInFile(file: ImageFile, split: Split, index: number): DataError {
  const { count, indices } = file.header[split]
  if (indices === null) {
    return new DataError('not-in-pack', {
      en: `There is no ${split} image ${index}: expected a whole number from 0 to ${count - 1}.`,
      zh: `没有编号为 ${index} 的 ${split} 图像：应为 0 到 ${count - 1} 之间的整数。`,
    })
  }
  return new DataError('not-in-pack', {
    en: `${file.path} is a packed file of ${count} ${split} images, and image ${index} is not one of them. Run \`grade data fetch\` for the whole set, or ask for a newer packed file.`,
    zh: `${file.path} 是只含 ${count} 张 ${split} 图像的精简文件，其中没有第 ${index} 张。请运行 \`grade data fetch\` 获取完整数据集，或索取更新的精简文件。`,
  })
}
