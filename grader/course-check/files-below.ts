import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Paths of all files below a folder, with `/`, in order; none where the folder isn't there. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}
