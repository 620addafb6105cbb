import { cacheFolder } from '../../reference-engine/data/cache-folder.ts'
import { openImages } from '../../reference-engine/data/cifar10.ts'
import type { FetchProgress } from '../../reference-engine/data/fetch-cifar10.ts'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import { showBar, type Bar } from './progress.ts'
import { UserError } from './user-error.ts'

const phases: Record<FetchProgress['phase'], string> = {
  wait: 'waiting for another download of CIFAR-10',
  download: 'downloading CIFAR-10',
  verify: 'verifying',
  decode: 'decoding',
}

/**
 * CIFAR-10 from the folder of the data, fetched where it isn't there.
 *
 * @throws UserError when it isn't there and may not be fetched, DataError when it can't be
 */
export async function openOrFetchImages(data: string | undefined, offline: boolean): Promise<ImageSource> {
  const folder = await cacheFolder(data)
  const there = await openImages(folder)
  if (there) return there
  if (!offline) await fetch(folder)
  const fetched = offline ? null : await openImages(folder)
  if (fetched) return fetched
  throw new UserError(
    `${folder} holds no undamaged CIFAR-10. Start without --offline to fetch it (139 MB), or name the folder that has it with --data DIR.`,
  )
}

async function fetch(folder: string): Promise<void> {
  const { fetchCifar10 } = await import('../../reference-engine/data/fetch-cifar10.ts')
  const shown: { phase: string; bar: Bar | null } = { phase: '', bar: null }
  try {
    await fetchCifar10({
      folder,
      onProgress({ phase, done, total }) {
        if (shown.phase !== phase) {
          shown.bar?.stop()
          console.error(`${phases[phase]} ...`)
          shown.phase = phase
          shown.bar = showBar(phases[phase], total)
        }
        shown.bar?.update({ done, total })
      },
    })
  } finally {
    shown.bar?.stop()
  }
}
