import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { entryOf, hashOf, manifestText, parseManifest, type Manifest } from '../../../../grader/cli/handout/manifest.ts'
import { UsageError } from '../../../../grader/cli/usage-error.ts'

const manifest: Manifest = {
  schemaVersion: 1,
  version: '0.1.0',
  exercises: 'all',
  files: {
    'b.ts': entryOf({ kind: 'written', text: 'export function double(x: number): number {\n  return 2 * x\n}\n' }),
    'a.md': entryOf({ kind: 'given', text: 'read me\n' }),
  },
}

test('a manifest is read as it was written', () => {
  expect(parseManifest(manifestText(manifest))).toEqual(manifest)
  expect(parseManifest(manifestText({ ...manifest, exercises: ['exercise-3'] })).exercises).toEqual(['exercise-3'])
})

test('its text has the files in order, so that only what changed differs', () => {
  const files = Object.fromEntries(Object.entries(manifest.files).reverse())
  expect(manifestText({ ...manifest, files })).toBe(manifestText(manifest))
})

test('a hash is the SHA-256 of the text with LF', () => {
  const expected = createHash('sha256').update('one\ntwo\n').digest('hex')
  expect([hashOf('one\ntwo\n'), hashOf('one\r\ntwo\r\n')]).toEqual([expected, expected])
})

test('a file that is written in keeps the signatures that it was given with', () => {
  expect(manifest.files['b.ts']).toMatchObject({ kind: 'written', signatures: { double: '(x: number): number' } })
})

describe('a damaged manifest is refused, and what is wrong is named:', () => {
  const { 'a.md': given, 'b.ts': written } = manifest.files
  test.each<[what: string, damaged: unknown, named: string]>([
    ['a list', [], 'an object'],
    ['null', null, 'an object'],
    ['no schemaVersion', { ...manifest, schemaVersion: undefined }, 'schemaVersion should be 1; it is nothing'],
    ['no version', { ...manifest, version: 7 }, 'version'],
    ['exercises of another kind', { ...manifest, exercises: 'some' }, 'exercises'],
    ['exercises that are numbers', { ...manifest, exercises: [3] }, 'exercises'],
    ['files that are a list', { ...manifest, files: [given] }, 'files'],
    ['an entry that is a text', { ...manifest, files: { 'a.md': 'given' } }, 'files["a.md"]'],
    ['a short hash', { ...manifest, files: { 'a.md': { ...given, sha256: 'abc' } } }, 'files["a.md"].sha256'],
    ['another kind', { ...manifest, files: { 'a.md': { ...given, kind: 'lent' } } }, 'files["a.md"].kind'],
    [
      'no signatures',
      { ...manifest, files: { 'b.ts': { ...written, signatures: undefined } } },
      'files["b.ts"].signatures',
    ],
  ])('%s', (_what, damaged, named) => {
    const error = errorOf(JSON.stringify(damaged))
    expect(error.code).toBe('manifest-damaged')
    for (const text of [error.text.en, error.text.zh]) {
      expect(text).toContain('git checkout -- .grade-descent/manifest.json')
      if (named !== 'an object') expect(text).toContain(named.split(' should')[0])
    }
    expect(error.text.en).toContain(named)
  })

  test('text that is no JSON, as after a conflict in git', () => {
    expect(errorOf(`<<<<<<< HEAD\n${manifestText(manifest)}`).text.en).toContain("it isn't JSON")
  })

  test('one of a later form is not called damaged', () => {
    expect(errorOf(JSON.stringify({ ...manifest, schemaVersion: 2 })).code).toBe('manifest-too-new')
  })
})

function errorOf(text: string): UsageError {
  try {
    parseManifest(text)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('it was accepted')
}
