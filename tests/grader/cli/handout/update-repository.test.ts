import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  entryOf,
  manifestPath,
  manifestText,
  parseManifest,
  type HandoutFile,
  type Manifest,
} from '../../../../grader/cli/handout/manifest.ts'
import { planUpdate, type Plan } from '../../../../grader/cli/handout/plan-update.ts'
import { findFile, writeWhole } from '../../../../grader/cli/handout/repository-files.ts'
import { applyUpdate } from '../../../../grader/cli/handout/update-repository.ts'
import { UsageError } from '../../../../grader/cli/usage-error.ts'
import { folderWith } from '../../../support/run-grade.ts'

const names = ['a.md', 'b.md', 'c.md']
const texts = (version: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `${name} of ${version}\n`]))
const files = (version: string): Map<string, HandoutFile> =>
  new Map(Object.entries(texts(version)).map(([name, text]) => [name, { kind: 'given', text }]))

function handedOut(): string {
  const entries = [...files('0.1.0')].map(([name, file]) => [name, entryOf(file)] as const)
  const manifest: Manifest = {
    schemaVersion: 1,
    version: '0.1.0',
    exercises: 'all',
    files: Object.fromEntries(entries),
  }
  return folderWith({ ...texts('0.1.0'), [manifestPath]: manifestText(manifest) })
}

function planFor(root: string): Plan {
  const manifest = parseManifest(readFileSync(join(root, manifestPath), 'utf8'))
  return planUpdate(
    manifest,
    { version: '0.2.0', files: files('0.2.0') },
    new Map(names.map((name) => [name, findFile(root, name)])),
  )
}

function read(root: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]))
}

/** Writes so many files, then is killed. */
function killedAfter(count: number): typeof writeWhole {
  let left = count
  return (...words) => {
    if (left-- === 0) throw new Error('killed')
    writeWhole(...words)
  }
}

test.each([0, 1, 2, 3])('killed after %i files, the next update finishes what it began', (count) => {
  const root = handedOut()
  expect(() => applyUpdate(root, planFor(root), killedAfter(count))).toThrow('killed')
  expect(planFor(root).steps).toHaveLength(names.length - count)
  writeFileSync(join(root, '.grade-descent', 'next-17'), 'half')
  applyUpdate(root, planFor(root))
  expect(read(root)).toEqual(texts('0.2.0'))
  expect(parseManifest(readFileSync(join(root, manifestPath), 'utf8')).version).toBe('0.2.0')
  expect(planFor(root).steps).toEqual([])
  expect(readdirSync(join(root, '.grade-descent'))).toEqual(['manifest.json'])
})

test('a file that cannot be written is named, and is not the grader’s fault', () => {
  const root = handedOut()
  const refuse = (): never => {
    throw Object.assign(new Error("EROFS: read-only file system, open 'a.md'"), { code: 'EROFS' })
  }
  expect(() => applyUpdate(root, planFor(root), refuse)).toThrow(UsageError)
  expect(() => applyUpdate(root, planFor(root), refuse)).toThrow("open 'a.md'")
})

test('where nothing changes, nothing is written', () => {
  const root = handedOut()
  applyUpdate(root, planFor(root))
  applyUpdate(root, planFor(root), () => {
    throw new Error('written')
  })
})
