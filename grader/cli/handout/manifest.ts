import { createHash } from 'node:crypto'
import { UsageError } from '../usage-error.ts'
import { signaturesOf, type Signatures } from './signatures.ts'

/** Where a student's repository says which of its files were given. */
export const manifestPath = '.grade-descent/manifest.json'

/** `given`: the course's own, replaced by `grade update` while it is untouched; `written`: the student writes in it, nobody else. */
export interface HandoutFile {
  kind: 'given' | 'written'
  text: string
}

export interface GivenEntry {
  kind: 'given'
  sha256: string
}

export interface WrittenEntry {
  kind: 'written'
  /** Of the stub as it was handed out. */
  sha256: string
  signatures: Signatures
}

export type Entry = GivenEntry | WrittenEntry

export interface Manifest {
  schemaVersion: 1
  /** Of the grade-descent that gave the files. */
  version: string
  /** Ids of the exercises that were chosen; `all` takes in those of later versions. */
  exercises: 'all' | string[]
  files: Readonly<Record<string, Entry>>
}

/** Line ends don't count: git may change them on the way. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

export function entryOf({ kind, text }: HandoutFile): Entry {
  const sha256 = hashOf(text)
  return kind === 'given' ? { kind, sha256 } : { kind, sha256, signatures: signaturesOf(text) }
}

export function manifestText(manifest: Manifest): string {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)))
  const { schemaVersion, version, exercises } = manifest
  return `${JSON.stringify({ schemaVersion, version, exercises, files }, null, 2)}\n`
}

/** @throws UsageError that names what is wrong with it */
export function parseManifest(text: string): Manifest {
  const value = parseJson(text)
  if (!isRecord(value)) throw damaged('an object was expected', '应为一个对象')
  const { schemaVersion, version, exercises, files } = value
  if (typeof schemaVersion === 'number' && schemaVersion > 1) throw tooNew()
  if (schemaVersion !== 1) throw wrong('schemaVersion', '1', schemaVersion)
  if (typeof version !== 'string') throw wrong('version', 'a version, such as "0.1.0"', version)
  if (exercises !== 'all' && !isTexts(exercises))
    throw wrong('exercises', '"all" or a list such as ["exercise-1"]', exercises)
  if (!isRecord(files)) throw wrong('files', 'an object with an entry for each file', files)
  const entries = Object.entries(files).map(([path, entry]) => [path, checkedEntry(path, entry)] as const)
  return { schemaVersion, version, exercises, files: Object.fromEntries(entries) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    throw damaged(`it isn't JSON (${fault})`, `它不是有效的 JSON（${fault}）`)
  }
}

function checkedEntry(path: string, entry: unknown): Entry {
  const name = `files[${JSON.stringify(path)}]`
  if (!isRecord(entry)) throw wrong(name, 'an object', entry)
  const { kind, sha256, signatures } = entry
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
    throw wrong(`${name}.sha256`, '64 hex digits', sha256)
  if (kind === 'given') return { kind, sha256 }
  if (kind !== 'written') throw wrong(`${name}.kind`, '"given" or "written"', kind)
  if (!isRecord(signatures) || !isTexts(Object.values(signatures)))
    throw wrong(`${name}.signatures`, 'an object of texts', signatures)
  return { kind, sha256, signatures: signatures as Signatures }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function wrong(what: string, expected: string, received: unknown): UsageError {
  const got = JSON.stringify(received)?.slice(0, 80) ?? 'nothing'
  return damaged(`${what} should be ${expected}; it is ${got}`, `${what} 应为 ${expected}；实际是 ${got}`)
}

/** It tells which files a student has changed: nothing can be replaced safely without it. */
function damaged(en: string, zh: string): UsageError {
  return new UsageError('manifest-damaged', {
    en: `${manifestPath} is damaged: ${en}. Nothing was changed. Take it back from git: git checkout -- ${manifestPath}`,
    zh: `${manifestPath} 已损坏：${zh}。没有改动任何文件。请从 git 恢复它：git checkout -- ${manifestPath}`,
  })
}

function tooNew(): UsageError {
  return new UsageError('manifest-too-new', {
    en: `${manifestPath} was written by a newer grade-descent than the installed one. Nothing was changed. Install what package.json asks for: npm ci`,
    zh: `${manifestPath} 由比当前安装更新的 grade-descent 写成。没有改动任何文件。请按 package.json 重新安装：npm ci`,
  })
}
