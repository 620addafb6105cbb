import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import { manifestPath } from './manifest.ts'
import type { Found } from './plan-update.ts'

const ownFolder = dirname(manifestPath)
const beginningOfNew = 'next-'

/** What stands at a path of a repository. Links are never followed: they may lead out of it. */
export function findFile(root: string, path: string): Found {
  const names = path.split('/')
  for (let depth = 1; depth < names.length; depth++) {
    const folder = statsOf(join(root, ...names.slice(0, depth)))
    if (folder === null) return { state: 'absent' }
    if (!folder.isDirectory()) return barred(folder)
  }
  const file = join(root, ...names)
  const stats = statsOf(file)
  if (stats === null) return { state: 'absent' }
  return stats.isFile() ? { state: 'file', text: readFileSync(file, 'utf8') } : barred(stats)
}

/** Puts a file in its place in one step: whoever looks sees the old text or the new one, also after a crash. */
export function writeWhole(root: string, path: string, text: string): void {
  const file = join(root, ...path.split('/'))
  const next = join(root, ownFolder, `${beginningOfNew}${process.pid}`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(next, text, { flag: 'wx' })
  renameSync(next, file)
}

/** Removes what an update that was killed left unfinished. */
export function removeUnfinished(root: string): void {
  for (const name of readdirSync(join(root, ownFolder)))
    if (name.startsWith(beginningOfNew)) rmSync(join(root, ownFolder, name))
}

function statsOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null
}

function barred(stats: Stats): Found {
  return { state: 'barred', why: stats.isSymbolicLink() ? 'link' : 'not-a-file' }
}
