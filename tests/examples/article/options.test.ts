import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { repository } from '../../support/run-grade.ts'

// Jest's world is CommonJS, and yargs can't be loaded there: the options are parsed by node itself.
const folder = mkdtempSync(join(repository, 'node_modules', '.article-options-'))
const bundled = join(folder, 'options.mjs')

const article = { images: 50_000, epochs: 10, out: 'article-run', seed: '0', offline: false }

const taken: [string, object][] = [
  ['', { ...article, threads: Math.min(2, availableParallelism()) }],
  [
    '--images 40 --epochs=2 --out there --data here --seed 007 --threads 1 --offline',
    { images: 40, epochs: 2, out: 'there', data: 'here', seed: '007', threads: 1, offline: true },
  ],
]

const refused: [string, string][] = [
  ['--images 1', '--images must be a whole number from 2 to 50000; got "1".'],
  ['--images 50001', '--images must be a whole number from 2 to 50000; got "50001".'],
  ['--images -5', '--images must be a whole number from 2 to 50000; got "-5".'],
  ['--images 1e3', '--images must be a whole number from 2 to 50000; got "1e3".'],
  ['--images=', '--images must be a whole number from 2 to 50000; got "".'],
  ['--images 20 --images 30', '--images must be a whole number from 2 to 50000; got "20" and "30".'],
  ['--epochs 0', '--epochs must be a whole number from 1 to 10000; got "0".'],
  ['--epochs 2.5', '--epochs must be a whole number from 1 to 10000; got "2.5".'],
  ['--threads no', '--threads must be a whole number from 1 to 4; got "no".'],
  ['--out=', '--out must be one text that is not empty; got "".'],
  ['--seed=', '--seed must be one text that is not empty; got "".'],
  ['--images', 'Not enough arguments following: images. npm run example:article -- --help lists the options.'],
  ['--pictures 3', 'Unknown argument: pictures. npm run example:article -- --help lists the options.'],
  ['40', 'Unknown argument: 40. npm run example:article -- --help lists the options.'],
]

let parsed: { [words: string]: unknown } = {}

beforeAll(async () => {
  const entryPoints = [join(repository, 'examples/article/options.ts')]
  await build({ entryPoints, outfile: bundled, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
  parsed = parseAll([...taken.map(([words]) => words), ...refused.map(([words]) => words), '--help --images 3'])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** For each command line what `parseOptions` gives, or the name and message of what it throws; one process for all. */
function parseAll(commandLines: readonly string[]): { [words: string]: unknown } {
  const script = `
    const { parseOptions } = await import(${JSON.stringify(pathToFileURL(bundled).href)})
    const results = {}
    for (const line of ${JSON.stringify(commandLines)}) {
      const words = line.split(' ').filter((word) => word !== '')
      results[line] = await parseOptions(words).catch(({ name, message }) => ({ name, message }))
    }
    console.log(JSON.stringify(results))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return JSON.parse(printed) as { [words: string]: unknown }
}

describe('parseOptions', () => {
  test.each(taken)('takes "%s"', (words, options) => {
    expect(parsed[words]).toEqual({ options })
  })

  test('help names each option', () => {
    const { help, ...rest } = parsed['--help --images 3'] as { help: string }
    expect(rest).toEqual({})
    for (const option of ['images', 'epochs', 'out', 'data', 'seed', 'threads', 'offline', 'help']) {
      expect(help).toMatch(new RegExp(`^ +--${option} `, 'm'))
    }
  })

  test.each(refused)('refuses "%s"', (words, message) => {
    expect(parsed[words]).toEqual({ name: 'UserError', message })
  })
})
