import type { CompiledCourse } from '../../course/load-exercise.ts'
import { packageVersion } from '../package-folder.ts'
import { UsageError } from '../usage-error.ts'
import { chosenExercises, handoutFiles } from './handout-files.ts'
import { isOlder } from './is-older.ts'
import { manifestPath, manifestText, parseManifest, type Manifest } from './manifest.ts'
import { planUpdate, type Plan } from './plan-update.ts'
import { findFile, removeUnfinished, writeWhole } from './repository-files.ts'

/**
 * What `grade update` would do in a student's repository.
 *
 * @throws UsageError where the folder is no handout, or its manifest can't be trusted
 */
export async function updatePlan(course: CompiledCourse, root: string): Promise<{ before: Manifest; plan: Plan }> {
  const before = readManifest(root)
  const version = packageVersion()
  refuseOlder(before.version, version)
  const files = handoutFiles(course, await chosenExercises(course, before.exercises))
  const found = new Map([...files.keys()].map((path) => [path, findFile(root, path)]))
  return { before, plan: planUpdate(before, { version, files }, found) }
}

/** Each file is written whole, the manifest last: killed at any moment, the next update finishes. */
export function applyUpdate(root: string, { steps, manifest }: Plan, write = writeWhole): void {
  const text = manifestText(manifest)
  try {
    removeUnfinished(root)
    for (const step of steps) if ('text' in step) write(root, step.path, step.text)
    const found = findFile(root, manifestPath)
    if (found.state !== 'file' || found.text !== text) write(root, manifestPath, text)
  } catch (error) {
    throw unwritable(root, error as NodeJS.ErrnoException)
  }
}

function unwritable(root: string, error: NodeJS.ErrnoException): Error {
  if (error.code === undefined) return error
  return new UsageError('update-unwritable', {
    en: `a file in ${root} can't be written (${error.message}). Every file is either as it was or new, none is broken. Mend that, and update again: it goes on.`,
    zh: `无法写入 ${root} 中的文件（${error.message}）。每个文件要么是原来的，要么是新的，没有损坏。解决后再更新一次即可继续。`,
  })
}

function readManifest(root: string): Manifest {
  const found = findFile(root, manifestPath)
  if (found.state === 'file') return parseManifest(found.text)
  if (found.state === 'barred') {
    throw new UsageError('manifest-barred', {
      en: `${manifestPath} is a link, or no ordinary file; links are not followed. Nothing was changed. Take it back from git: git checkout -- ${manifestPath}`,
      zh: `${manifestPath} 是链接，或不是普通文件；不会跟随链接。没有改动任何文件。请从 git 恢复它：git checkout -- ${manifestPath}`,
    })
  }
  throw new UsageError('no-handout', {
    en: `this folder has no ${manifestPath}, so it isn't the folder of a handout. Run the command in the folder that holds your package.json.`,
    zh: `此文件夹中没有 ${manifestPath}，不是作业仓库的根文件夹。请在 package.json 所在的文件夹中运行此命令。`,
  })
}

function refuseOlder(given: string, installed: string): void {
  if (!isOlder(installed, given)) return
  throw new UsageError('older-version', {
    en: `the files here are of grade-descent ${given}, the installed one is ${installed}: nothing was changed. Install what package.json asks for: npm ci`,
    zh: `这里的文件来自 grade-descent ${given}，已安装的是 ${installed}：没有改动任何文件。请按 package.json 重新安装：npm ci`,
  })
}
