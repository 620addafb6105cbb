import { open, rename, rm } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { encodeFront, type ImageFileHeader } from './image-file.ts'
import { imageBytes } from './image-source.ts'

/** @internal */
export interface ImageFileWriter {
  labels: Uint8Array
  /** Writes one or more images, the first at this position (train before test); batches may come in any order. */
  write(position: number, images: Uint8Array): Promise<void>
}

/**
 * Makes an image file: `fill` writes the images and sets the labels of a file beside `path`, which takes its place only
 * once it is complete, on the disk and passed by `check`.
 *
 * @internal
 */
export async function writeImageFile(
  path: string,
  header: ImageFileHeader,
  fill: (writer: ImageFileWriter) => Promise<void>,
  check: (path: string) => void | Promise<void> = () => {},
): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`
  try {
    await writeUnfinished(unfinished, header, fill)
    await check(unfinished)
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function writeUnfinished(
  path: string,
  header: ImageFileHeader,
  fill: (writer: ImageFileWriter) => Promise<void>,
): Promise<void> {
  const count = header.train.count + header.test.count
  const labels = new Uint8Array(count)
  const checksums = new Uint32Array(count)
  const imagesAt = encodeFront(header, labels, checksums).length
  const file = await open(path, 'w')
  try {
    const write = async (position: number, images: Uint8Array): Promise<void> => {
      for (let image = 0; image * imageBytes < images.length; image++) {
        checksums[position + image] = crc32(images.subarray(image * imageBytes, (image + 1) * imageBytes))
      }
      await writeFully(file, images, imagesAt + position * imageBytes)
    }
    await fill({ labels, write })
    await writeFully(file, encodeFront(header, labels, checksums), 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeFully(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
