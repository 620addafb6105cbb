/** `npm run docs`: writes docs/engine/, the reference of the engine, from its docstrings. `--check` only says whether it is up to date. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { filesBelow } from '../grader/course-check/files-below.ts'
import { engineReference } from './engine-reference/pages.ts'

const engine = 'reference-engine'
const out = 'docs/engine'

/** The kernels' own code, in AssemblyScript. */
const assembly = 'kernels/assembly/'

const files = filesBelow(engine)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .filter((path) => !path.startsWith(assembly))
const { pages, problems } = engineReference(new Map(files.map((path) => [path, textOf(`${engine}/${path}`)])))

if (process.argv.includes('--check')) {
  const there = existsSync(out) ? filesBelow(out) : []
  const isStale = there.length !== pages.size || [...pages].some(([page, text]) => !isWritten(page, text))
  if (isStale) problems.push(`${out}/ is not what the docstrings say. Run: npm run docs`)
} else {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const [page, text] of pages) writeFileSync(`${out}/${page}`, text)
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

function isWritten(page: string, text: string): boolean {
  return existsSync(`${out}/${page}`) && textOf(`${out}/${page}`) === text
}

/** With the same ends of lines on every system. */
function textOf(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
}
