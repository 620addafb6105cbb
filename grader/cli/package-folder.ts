import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The installed package: the nearest folder above this code that has a package.json. */
export const packageFolder = folderAbove(dirname(fileURLToPath(import.meta.url)))

export const runnerPath = join(packageFolder, 'dist', 'runner.cjs')

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  return version
}

function folderAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : folderAbove(dirname(folder))
}
