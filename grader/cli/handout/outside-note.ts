import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { ReportText } from '../../text.ts'

/** Where package.json takes grade-descent from a file outside of the repository: installed here, missing everywhere else. */
export function outsideNote(root: string): ReportText | null {
  const path = tarballOf(join(root, 'package.json'))
  if (path === null) return null
  const inside = relative(root, resolve(root, path))
  if (!inside.startsWith('..') && !isAbsolute(inside)) return null
  return {
    en: `Note: package.json takes grade-descent from ${path}, outside of your repository, where nobody else has it. Put that file into vendor/, and run npm install ./vendor/ with its name.`,
    zh: `注意：package.json 中的 grade-descent 来自仓库之外的 ${path}，别人那里没有这个文件。请把它放进 vendor/，再对 vendor/ 里的该文件运行 npm install。`,
  }
}

function tarballOf(file: string): string | null {
  if (!existsSync(file)) return null
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown> | undefined>
    const from = parsed.dependencies?.['grade-descent'] ?? parsed.devDependencies?.['grade-descent']
    return typeof from === 'string' && from.startsWith('file:') ? from.slice('file:'.length) : null
  } catch {
    // npm itself says what is wrong with a package.json.
    return null
  }
}
