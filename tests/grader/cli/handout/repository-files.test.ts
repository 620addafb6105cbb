import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { findFile, removeUnfinished, writeWhole } from '../../../../grader/cli/handout/repository-files.ts'
import { folderWith } from '../../../support/run-grade.ts'

const link = { state: 'barred', why: 'link' }
const noFile = { state: 'barred', why: 'not-a-file' }

test('finds files, and what else stands in their places', () => {
  const root = folderWith({ 'a/b.md': 'text', file: '' })
  expect(findFile(root, 'a/b.md')).toEqual({ state: 'file', text: 'text' })
  expect(findFile(root, 'a/c.md')).toEqual({ state: 'absent' })
  expect(findFile(root, 'x/y/z.md')).toEqual({ state: 'absent' })
  expect(findFile(root, 'a')).toEqual(noFile)
  expect(findFile(root, 'file/b.md')).toEqual(noFile)
})

test('follows no link, of a file or of a folder, whether it leads anywhere or not', () => {
  const [root, elsewhere] = [folderWith({ 'a.md': '' }), folderWith({ 'b.md': 'not ours' })]
  symlinkSync(join(elsewhere, 'b.md'), join(root, 'b.md'))
  symlinkSync(join(elsewhere, 'nowhere'), join(root, 'c.md'))
  symlinkSync(elsewhere, join(root, 'folder'), 'junction')
  expect(['b.md', 'c.md', 'folder/b.md', 'folder/new.md'].map((path) => findFile(root, path))).toEqual([
    link,
    link,
    link,
    link,
  ])
})

test('writes a file whole, with the folders above it, and leaves nothing else behind', () => {
  const root = folderWith({ '.grade-descent/manifest.json': '{}', 'a.md': 'old' })
  writeWhole(root, 'a.md', 'new')
  writeWhole(root, 'x/y/b.md', 'new')
  expect(['a.md', 'x/y/b.md'].map((path) => readFileSync(join(root, path), 'utf8'))).toEqual(['new', 'new'])
  expect(readdirSync(join(root, '.grade-descent'))).toEqual(['manifest.json'])
})

test('keeps the old text where the new one cannot be put in its place', () => {
  const root = folderWith({ '.grade-descent/manifest.json': '{}' })
  mkdirSync(join(root, 'a.md', 'b'), { recursive: true })
  expect(() => writeWhole(root, 'a.md', 'new')).toThrow()
  expect(existsSync(join(root, 'a.md', 'b'))).toBe(true)
})

test('removes what an update that was killed left, and nothing else', () => {
  const root = folderWith({ '.grade-descent/manifest.json': '{}', '.grade-descent/next-17': 'half' })
  writeFileSync(join(root, 'next-year.md'), '')
  removeUnfinished(root)
  expect(readdirSync(join(root, '.grade-descent'))).toEqual(['manifest.json'])
  expect(existsSync(join(root, 'next-year.md'))).toBe(true)
})
