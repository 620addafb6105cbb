import { cacheFolder } from '../../reference-engine/data/cache-folder.ts'
import { DataError } from '../../reference-engine/data/data-error.ts'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import { fetchData } from './fetch-data.ts'
import type { Language } from './language.ts'
import { withPrintedCommands } from './printed-command.ts'

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
      console.error(withPrintedCommands(wordsOf(error, language)))
      return null
    }
    return openImages(folder)
  }
  return () => (opened ??= open())
}

/** Errors about the data are in both languages; others say what the system said. */
function wordsOf(error: unknown, language: Language): string {
  if (error instanceof DataError) return error.text[language]
  return error instanceof Error ? error.message : String(error)
}
