import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { SubjectError } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { importCandidates } from './helper-path.ts'

/** What a student handed in, read into memory once. Paths are relative to `directory`, with `/` between names. */
export interface Submission {
  directory: string
  /** The folder as the report names it: relative to the working directory. */
  path: string
  /** Of the names and the texts of all files read, in the order of their names; line ends don't count. */
  sha256: string
  /** The exercise's own files and the helper files that they import, line ends as LF. */
  files: ReadonlyMap<string, string>
  /** The exercise's own files that are not there. */
  missing: readonly string[]
  /** Files that are there and can't be taken, and why. */
  refused: ReadonlyMap<string, SubjectError>
}

/** The submission's folder can't be used at all: a matter of usage, not of the grade. */
export class SubmissionFolderError extends Error {
  override readonly name = 'SubmissionFolderError'

  constructor(readonly text: Text) {
    super(text.en ?? '')
  }
}

/** All sources of a submission together. */
const mostBytes = 256 * 1024
const mostFiles = 100
/** Paths that are looked up; one import may mean several. */
const mostLooks = 1000
const mostFolders = 8

/** A text in quotes that looks like a relative path; every import of a helper file has one. */
const relativePath = /(['"`])(\.{1,2}\/[^'"`\n]+)\1/g

export interface ReadOptions {
  /** What the report's path is relative to; default: the working directory. */
  relativeTo?: string
}

/**
 * Reads the exercise's own files and the helper files they import. Only regular files inside the folder are opened, each at
 * most once, and never more than 256 kB together.
 *
 * @param files the exercise's own files, relative to `directory`
 * @throws SubmissionFolderError when the folder itself can't be read
 */
export async function readSubmission(
  directory: string,
  files: readonly string[],
  options: ReadOptions = {},
): Promise<Submission> {
  const root = await readableFolder(directory)
  const found = new Map<string, string>()
  const refused = new Map<string, SubjectError>()
  const waiting = [...files]
  const seen = new Set<string>()
  let bytesLeft = mostBytes
  for (let next = 0; next < waiting.length && seen.size < mostLooks && found.size < mostFiles; next++) {
    const file = waiting[next]
    if (seen.has(file)) continue
    seen.add(file)
    const read = await readSource(root, file, bytesLeft)
    if (read === null) continue
    if (read instanceof SubjectError) {
      refused.set(file, read)
      continue
    }
    bytesLeft -= read.bytes
    found.set(file, read.text)
    for (const [, , specifier] of read.text.matchAll(relativePath)) waiting.push(...importCandidates(file, specifier))
  }
  const sorted = new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    directory,
    path: reportPath(options.relativeTo ?? process.cwd(), directory),
    sha256: hashOf(sorted),
    files: sorted,
    missing: files.filter((file) => !found.has(file) && !refused.has(file)),
    refused,
  }
}

/**
 * Finds the folder that holds the exercise: `directory` itself, `directory/NAME` or `directory/exercises/NAME`, the first with
 * one of the exercise's files; if none has any, the first exercise folder there is, else `directory`.
 *
 * @param folderName name of the exercise's folder, such as `exercise-3-backprop`
 * @throws SubmissionFolderError when `directory` is no folder that can be read
 */
export async function resolveSubmissionFolder(
  directory: string,
  folderName: string,
  files: readonly string[],
): Promise<string> {
  await readableFolder(directory)
  const tried = [directory, join(directory, folderName), join(directory, 'exercises', folderName)]
  for (const folder of tried) if (await holdsAny(folder, files)) return folder
  for (const folder of tried.slice(1)) if (await isFolder(folder)) return folder
  return directory
}

async function readableFolder(directory: string): Promise<string> {
  try {
    await readdir(directory)
    return await realpath(directory)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    const why: Text =
      code === 'ENOENT'
        ? { en: 'there is no such folder', zh: '没有这个文件夹' }
        : code === 'ENOTDIR'
          ? { en: 'it is a file, not a folder', zh: '它是文件，不是文件夹' }
          : { en: `it can't be read (${code})`, zh: `无法读取（${code}）` }
    throw new SubmissionFolderError({
      en: `The submission's folder ${directory} can't be used: ${why.en}. Give the folder that holds your files with --submission DIR.`,
      zh: `提交的文件夹 ${directory} 不能用：${why.zh}。请用 --submission DIR 指定放代码的文件夹。`,
    })
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function holdsAny(folder: string, files: readonly string[]): Promise<boolean> {
  for (const file of files) {
    const there = await lstat(join(folder, file)).then(
      (found) => !found.isDirectory(),
      () => false,
    )
    if (there) return true
  }
  return false
}

interface Source {
  text: string
  bytes: number
}

/** Null when there is no such file. */
async function readSource(root: string, file: string, bytesLeft: number): Promise<Source | SubjectError | null> {
  if (file.split('/').length > mostFolders) return refusal(file, 'deep')
  try {
    const real = await realpath(join(root, ...file.split('/')))
    const inside = relative(root, real)
    if (inside.startsWith('..') || isAbsolute(inside)) return refusal(file, 'outside')
    const kind = await lstat(real)
    if (kind.isDirectory()) return null
    return kind.isFile() ? await readRegular(real, file, bytesLeft) : refusal(file, 'special')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : refusal(file, 'unreadable', code)
  }
}

/** Reads through one open file, so that what was looked at is what is read even if the path is changed meanwhile. */
async function readRegular(real: string, file: string, bytesLeft: number): Promise<Source | SubjectError> {
  const handle = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  try {
    const { size } = await handle.stat().then((opened) => (opened.isFile() ? opened : { size: -1 }))
    if (size < 0) return refusal(file, 'special')
    if (size > bytesLeft) return refusal(file, 'big')
    const bytes = Buffer.alloc(size)
    const { bytesRead } = await handle.read(bytes, 0, size, 0)
    return { text: textOf(bytes.subarray(0, bytesRead)), bytes: bytesRead }
  } finally {
    await handle.close()
  }
}

/** UTF-8, or UTF-16 as some editors on Windows write it; without the mark at the beginning, lines ended by LF. */
function textOf(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, '\n')
}

function refusal(file: string, why: 'deep' | 'outside' | 'special' | 'big' | 'unreadable', code = ''): SubjectError {
  const reasons: { [why: string]: Text } = {
    deep: { en: `it lies more than ${mostFolders} folders deep`, zh: `它所在的文件夹超过 ${mostFolders} 层` },
    outside: { en: 'it is a link that leads out of your folder', zh: '它是一个指向提交文件夹之外的链接' },
    special: { en: 'it is not an ordinary file', zh: '它不是普通文件' },
    big: { en: 'all source files together may hold at most 256 kB', zh: '所有源文件合计最多 256 kB' },
    unreadable: { en: `it can't be opened (${code})`, zh: `无法打开（${code}）` },
  }
  return new SubjectError('build-failed', {
    en: `${file} was not read: ${reasons[why].en}. Put an ordinary source file in its place.`,
    zh: `没有读取 ${file}：${reasons[why].zh}。请换成一个普通的源文件。`,
  })
}

function hashOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const [file, text] of files) hash.update(`${file}\0${text}\0`)
  return hash.digest('hex')
}

function reportPath(from: string, directory: string): string {
  const path = relative(from, directory)
  // On another drive of Windows there is no relative path; an absolute one would tell more than a report should.
  const shown = isAbsolute(path) ? (path.split(sep).at(-1) ?? '.') : path
  return shown === '' ? '.' : shown.replaceAll(sep, '/')
}
