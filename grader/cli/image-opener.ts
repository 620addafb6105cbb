import { cacheFolder } from '../../reference-engine/data/cache-folder.ts'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import { fetchData } from './fetch-data.ts'
import type { Language } from './language.ts'

export interface ImageRequest {
  data: string | undefined
  offline: boolean
  language: Language
}

/** Opens the images at the first call, fetching them unless offline; null where there are none and none can be had. */
export function imageOpener({ data, offline, language }: ImageRequest): () => Promise<ImageSource | null> {
  let opened: Promise<ImageSource | null> | null = null
  const open = async (): Promise<ImageSource | null> => {
    const { openImages } = await import('../../reference-engine/data/cifar10.ts')
    const folder = await cacheFolder(data)
    const there = await openImages(folder)
    if (there !== null || offline) return there
    try {
      await fetchData(folder, undefined, language)
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error))
      return null
    }
    return openImages(folder)
  }
  return () => (opened ??= open())
}
