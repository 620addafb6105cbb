/** Writes the JSON Schema of a report from its type. `--check` only says whether the file is up to date. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { createGenerator } from 'ts-json-schema-generator'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const target = at('reports/report.schema.json')

const schema = createGenerator({
  path: at('grader/report.ts'),
  tsconfig: at('tsconfig.json'),
  type: 'Report',
  // Readers ignore fields that they don't know.
  additionalProperties: true,
  skipTypeCheck: true,
}).createSchema('Report')

const text = await format(JSON.stringify(schema), { ...(await resolveConfig(target)), filepath: target })

if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error('reports/report.schema.json is not what grader/report.ts says. Run: node scripts/generate-schema.mjs')
  process.exitCode = 1
}
