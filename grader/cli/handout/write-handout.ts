import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { UsageError } from '../usage-error.ts'
import type { HandoutFiles } from './handout-files.ts'
import { manifestPath, manifestText, type Manifest } from './manifest.ts'
import { packPackage } from './pack-package.ts'

/** @throws UsageError where the folder holds anything but git's own */
export function refuseUsedFolder(out: string): void {
  if (!existsSync(out)) return
  if (existsSync(join(out, manifestPath))) {
    throw new UsageError('handout-exists', {
      en: `${out} is a handout already; nothing was changed. To bring it up to date, run \`grade update\` in it.`,
      zh: `${out} 已经是一个作业仓库；没有改动任何文件。要更新它，请在其中运行 \`grade update\`。`,
    })
  }
  const [used] = namesIn(out).filter((name) => name !== '.git')
  if (used === undefined) return
  throw new UsageError('folder-not-empty', {
    en: `${out} isn't empty (it holds ${used}); nothing was changed. Give a new or an empty folder with --out.`,
    zh: `${out} 不是空文件夹（其中有 ${used}）；没有改动任何文件。请用 --out 指定一个新的或空的文件夹。`,
  })
}

/** Makes all of it in a temporary folder first: where that fails, nothing is left behind. The manifest comes last. */
export async function writeHandout(out: string, files: HandoutFiles, manifest: Manifest): Promise<void> {
  const staged = mkdtempSync(join(tmpdir(), 'grade-descent-handout-'))
  try {
    await packPackage(staged)
    for (const [path, { text }] of files) write(join(staged, path), text)
    deliver(() => {
      // Made here, it is open to whom the user's folders are: a temporary one is open to nobody else.
      mkdirSync(out, { recursive: true })
      cpSync(staged, out, { recursive: true })
      write(join(out, manifestPath), manifestText(manifest))
    }, out)
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

function deliver(writeAll: () => void, out: string): void {
  try {
    writeAll()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new UsageError('out-unwritable', {
      en: `the handout can't be written to ${out} (${message}); give another folder with --out, and remove what this one may hold now.`,
      zh: `无法把作业仓库写入 ${out}（${message}）；请用 --out 指定别的文件夹，并删除这个文件夹中可能已写入的内容。`,
    })
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError('out-unreadable', {
      en: `${folder} can't be used as a folder (${code}); give a new or an empty one with --out.`,
      zh: `${folder} 不能用作文件夹（${code}）；请用 --out 指定一个新的或空的文件夹。`,
    })
  }
}
