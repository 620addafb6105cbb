import { structuredPatch } from 'diff'
import type { HandoutFiles } from './handout-files.ts'
import { entryOf, hashOf, type Entry, type HandoutFile, type Manifest, type WrittenEntry } from './manifest.ts'
import type { Signatures } from './signatures.ts'

/** What stands at a path of a student's repository; `barred` where no ordinary file of the repository can be written. */
export type Found =
  { state: 'absent' } | { state: 'file'; text: string } | { state: 'barred'; why: 'link' | 'not-a-file' }

/** One thing to tell; `text` is there where it is also to be written, `changes` are lines that begin with `+`, `-`, a space, or `@@` and a line's number. */
export type Step = { path: string } & (
  | { action: 'added' | 'put-back'; text: string }
  | { action: 'replaced'; text: string; changes: string[] }
  | { action: 'kept' }
  | { action: 'stub-changed'; untouched: boolean; signatures: SignatureChange[] }
  | { action: 'barred'; why: 'link' | 'not-a-file' }
  | { action: 'withdrawn' }
)

export interface SignatureChange {
  name: string
  /** Null where there was none. */
  before: string | null
  after: string | null
}

export interface Plan {
  steps: Step[]
  manifest: Manifest
}

/**
 * What an update does: new files are added, given files that are untouched are replaced, what a student has changed or writes
 * in is left alone.
 *
 * @param manifest of the repository as it is
 * @param next files of the installed version
 * @param found what the repository has in place of each of them
 */
export function planUpdate(
  manifest: Manifest,
  next: { version: string; files: HandoutFiles },
  found: ReadonlyMap<string, Found>,
): Plan {
  const planned = [...next.files].map(([path, file]) =>
    planFile(path, file, manifest.files[path], foundAt(found, path)),
  )
  const withdrawn = Object.keys(manifest.files).filter((path) => !next.files.has(path))
  const entries = planned.flatMap(({ path, entry }) => (entry === undefined ? [] : [[path, entry] as const]))
  return {
    steps: [
      ...planned.flatMap(({ step }) => (step === undefined ? [] : [step])),
      ...withdrawn.map((path): Step => ({ path, action: 'withdrawn' })),
    ],
    manifest: { ...manifest, version: next.version, files: Object.fromEntries(entries) },
  }
}

interface PlannedFile {
  path: string
  step?: Step
  /** Of the manifest to come. */
  entry?: Entry
}

function foundAt(found: ReadonlyMap<string, Found>, path: string): Found {
  return found.get(path) ?? { state: 'absent' }
}

function planFile(path: string, file: HandoutFile, old: Entry | undefined, found: Found): PlannedFile {
  const entry = entryOf(file)
  if (found.state === 'barred') return { path, entry: old, step: { path, action: 'barred', why: found.why } }
  if (found.state === 'absent')
    return { path, entry, step: { path, action: old === undefined ? 'added' : 'put-back', text: file.text } }
  // Also what an update that was killed has written already.
  const hash = hashOf(found.text)
  if (hash === entry.sha256) return { path, entry }
  if (entry.kind === 'written') return planStub(path, entry, old, hash)
  // A stub that has become a given file may hold a student's work, even where it is as it was handed out.
  if (old?.kind === 'given' && hash === old.sha256)
    return { path, entry, step: replacement(path, found.text, file.text) }
  return { path, entry: old, step: old?.sha256 === entry.sha256 ? undefined : { path, action: 'kept' } }
}

/** Tells what is new of it. Where nothing was written in the old stub it is told each time, since the new one can be had. */
function planStub(path: string, entry: WrittenEntry, old: Entry | undefined, hash: string): PlannedFile {
  if (old === undefined || old.sha256 === entry.sha256) return { path, entry }
  const before = old.kind === 'written' ? old.signatures : {}
  const untouched = hash === old.sha256
  const signatures = changesBetween(before, entry.signatures)
  return { path, entry: untouched ? old : entry, step: { path, action: 'stub-changed', untouched, signatures } }
}

function replacement(path: string, before: string, text: string): Step {
  const { hunks } = structuredPatch(path, path, before.replaceAll('\r\n', '\n'), text, '', '', { context: 2 })
  const changes = hunks.flatMap(({ oldStart, lines }) => [`@@ ${oldStart} @@`, ...lines])
  return { path, action: 'replaced', text, changes }
}

function changesBetween(before: Signatures, after: Signatures): SignatureChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((change) => change.before !== change.after)
}
