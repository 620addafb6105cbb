import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cifar10Path } from '../../../reference-engine/data/cifar10.ts'
import { drawnImages } from '../../../reference-engine/data/drawn-images.ts'
import { writeImageFile } from '../../../reference-engine/data/image-file-writer.ts'

/** A folder of the data whose CIFAR-10 is drawn images, as many as asked for. */
export async function imageFolder(train: number, test: number, seed = 'images of the example'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'article-images-'))
  const splits = { train: { count: train, indices: null }, test: { count: test, indices: null } }
  await writeImageFile(cifar10Path(folder), { set: 'CIFAR-10', ...splits }, async ({ labels, write }) => {
    for (const [split, count, at] of [['train', train, 0] as const, ['test', test, train] as const]) {
      const drawn = await drawnImages(seed).load(
        split,
        Array.from({ length: count }, (_, index) => index),
      )
      labels.set(drawn.labels, at)
      await write(at, drawn.images)
    }
  })
  return folder
}
