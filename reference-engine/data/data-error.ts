/** What is wrong, for programs. */
export type DataErrorCode =
  | 'no-network'
  | 'not-found'
  | 'wrong-integrity'
  | 'truncated'
  | 'not-images'
  | 'damaged'
  | 'not-in-pack'
  | 'disk-full'
  | 'disk'

/** Something about the data that its reader can mend; `text` says how, in both languages (`message` is the English). */
export class DataError extends Error {
  override readonly name = 'DataError'

  constructor(
    readonly code: DataErrorCode,
    readonly text: { readonly en: string; readonly zh: string },
    options?: ErrorOptions,
  ) {
    super(text.en, options)
  }
}

/** The `code` of a system or network error, '' where it has none. (Jest's errors of Node are no instances of its Error.) @internal */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** The message of whatever was thrown. @internal */
export function errorMessage(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}

/** A failed write or read of `path`, in words. @internal */
export function diskError(error: unknown, path: string): DataError {
  const full = ['ENOSPC', 'EDQUOT'].includes(errorCode(error))
  const detail = errorMessage(error)
  if (full) {
    return new DataError(
      'disk-full',
      {
        en: `No space left while writing ${path}. CIFAR-10 needs about 350 MB for a moment and 185 MB in the end: free some space, or choose another folder with --data DIR.`,
        zh: `写入 ${path} 时磁盘已满。CIFAR-10 处理过程中约需 350 MB，最终占用 185 MB：请清理空间，或用 --data DIR 换一个文件夹。`,
      },
      { cause: error },
    )
  }
  return new DataError(
    'disk',
    {
      en: `Can't read or write ${path} (${detail}). Check the folder's permissions, or choose another one with --data DIR.`,
      zh: `无法读写 ${path}（${detail}）。请检查该文件夹的权限，或用 --data DIR 换一个文件夹。`,
    },
    { cause: error },
  )
}
