// Bundles a TypeScript script and runs it: node scripts/run.mjs scripts/build.ts [arguments].
import { mkdir, readdir } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const [script, ...words] = process.argv.slice(2)
const folder = resolve('node_modules/.cache/grade-descent')
const out = `${folder}/${basename(script, '.ts')}.mjs`
await mkdir(folder, { recursive: true })
const rules = (await readdir('grader/course-check/rules')).map((file) => file.replace(/\.ts$/, ''))
await build({
  entryPoints: [script],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  loader: { '.hbs': 'text', '.css': 'text' },
  outfile: out,
  logLevel: 'warning',
  define: { builtInRules: JSON.stringify(rules) },
})
process.argv = [process.argv[0], out, ...words]
await import(pathToFileURL(out).href)
