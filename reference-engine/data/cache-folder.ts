import { resolve } from 'node:path'

/**
 * The folder that keeps the data: `chosen` (`--data DIR`), else the environment's GRADE_DATA, else `grade-descent` in
 * the user's cache folder as each system names it. It need not exist.
 */
export async function cacheFolder(chosen?: string): Promise<string> {
  const folder = chosen || process.env.GRADE_DATA
  if (folder) return resolve(folder)
  const { default: envPaths } = await import('env-paths')
  return envPaths('grade-descent', { suffix: '' }).cache
}
