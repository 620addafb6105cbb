import { posix } from 'node:path'

const extensions = ['.ts', '.js', '.mts', '.mjs']

/** What TypeScript reads when an import names the JavaScript that it would become. */
const typedTwin: { readonly [extension: string]: string } = { '.js': '.ts', '.mjs': '.mts' }

/** Whether a file of this name is source code that a submission may be made of. */
export function isSourceFile(path: string): boolean {
  return extensions.includes(posix.extname(path)) && !path.endsWith('.d.ts')
}

/**
 * The files that a relative import may mean, the likeliest first, relative to the submission's folder with `/` between names;
 * empty when it leads out of that folder.
 *
 * @param importer path of the importing file, relative to the submission's folder
 */
export function importCandidates(importer: string, specifier: string): string[] {
  const path = posix.normalize(posix.join(posix.dirname(importer), specifier.replaceAll('\\', '/')))
  if (path.startsWith('../') || path === '..') return []
  const extension = posix.extname(path)
  const twin = typedTwin[extension]
  const twins = twin ? [path.slice(0, -extension.length) + twin] : []
  const completed = extensions.map((end) => path + end)
  const indexes = extensions.map((end) => posix.join(path, `index${end}`))
  return [path, ...twins, ...completed, ...indexes].filter(isSourceFile)
}
