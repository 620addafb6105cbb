import type { Message, OnResolveArgs, OnResolveResult, PartialMessage, Plugin } from 'esbuild'
import { kitVariable } from '../subject/messages.ts'
import { SubjectError } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { importCandidates } from './helper-path.ts'
import { nearestName } from './nearest-name.ts'
import { sourceLocation } from './source-location.ts'

/** The code of one of the exercise's files with all that it imports, but the kit. */
export interface BundledFile {
  /** The body of a CommonJS module, for free variables `module`, `exports` and the kit's. */
  code: string
  /** Its source map as JSON; null where there is no source to lead to. */
  map: string | null
}

/** What a subject is started with. */
export interface BundledSubmission {
  /** Each of the exercise's own files: its code, or what is wrong with it. */
  files: ReadonlyMap<string, BundledFile | SubjectError>
  /** The sources, for excerpts. */
  sources: ReadonlyMap<string, string>
  /** What of the kit the code may reach. */
  kitNames: readonly string[]
}

export interface BundleOptions {
  /** All sources: the exercise's own files and helper files, by path relative to the submission's folder. */
  files: ReadonlyMap<string, string>
  /** The exercise's own files, each bundled by itself. */
  entries: readonly string[]
  /** Names of the kit that this exercise gives. */
  kitNames: readonly string[]
  /** Names of the kit that this exercise asks to write. */
  withheldNames?: readonly string[]
  /** Files that are there and can't be taken, and why. */
  refused?: ReadonlyMap<string, SubjectError>
  /**
   * Folder of the reference engine, for `grade-descent/engine/...`; only for sources of the course itself (misconceptions),
   * which are then free to import from disk.
   */
  engineRoot?: string
}

const kitSpecifier = 'grade-descent/student'
const engineSpecifier = 'grade-descent/engine/'
/** Of this, misconceptions use types, and `untranslated` in a draft. */
const exerciseSpecifier = 'grade-descent/exercise'
/** Files that other bundlers would take in; here they are no way around the limit on sources. */
const dataFile = /\.(json|txt|wasm|node|css|csv|bin|html|md|png|jpe?g|gz)$/i
const submissionSpace = 'submission'
const kitSpace = 'kit'
/** A bare name would be looked up in the working directory, and changed if it is there. */
const entrySpace = 'entry'

/**
 * Bundles each of the exercise's files with its helper files. The bundler reads nothing of the submission from disk and is
 * configured by nothing in it; a file that is missing or broken concerns no other file.
 */
export async function bundleSubmission(options: BundleOptions): Promise<BundledSubmission> {
  const files = new Map<string, BundledFile | SubjectError>()
  for (const entry of options.entries) {
    if (!options.files.has(entry)) files.set(entry, options.refused?.get(entry) ?? missingFile(entry))
  }
  const present = options.entries.filter((entry) => !files.has(entry))
  const together = await build(present, options)
  const built = together ?? (await Promise.all(present.map(async (entry) => buildAlone(entry, options)))).flat()
  for (const [entry, result] of built) files.set(entry, result)
  return { files, sources: options.files, kitNames: options.kitNames }
}

/** Starts the bundler's process, which takes a while, before there is anything to bundle. */
export function wakeBundler(): void {
  import('esbuild')
    .then(({ transform }) => transform(''))
    // What is wrong with it will be said when it is needed.
    .catch(() => undefined)
}

/** A ready CommonJS module in place of a submission: the engine's own functions, for timing. */
export function bundledCode(code: string, file: string, kitNames: readonly string[] = []): BundledSubmission {
  return { files: new Map([[file, { code, map: null }]]), sources: new Map(), kitNames }
}

type Built = [entry: string, result: BundledFile | SubjectError][]

/** Null when any of the entries is broken, unless there is only one: then its error. */
async function build(entries: readonly string[], options: BundleOptions): Promise<Built | null> {
  if (entries.length === 0) return []
  const esbuild = await import('esbuild')
  try {
    const { outputFiles, warnings } = await esbuild.build({
      entryPoints: entries.map((entry, index) => ({ in: `${entrySpace}:${entry}`, out: String(index) })),
      outdir: '/',
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'neutral',
      target: 'node20',
      charset: 'utf8',
      keepNames: true,
      // Modules are strict; without this, a slip of the pen would make a global of it.
      banner: { js: '"use strict";' },
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
      tsconfigRaw: '{}',
      plugins: [submissionPlugin(options)],
    })
    const undefinedImport = warnings.find((warning) => warning.id === 'import-is-undefined')
    if (undefinedImport) return entries.length > 1 ? null : [[entries[0], subjectError(undefinedImport, options)]]
    const texts = new Map(outputFiles.map((output) => [/\d+\.js(\.map)?$/.exec(output.path)?.[0], output.text]))
    return entries.map((entry, index) => [
      entry,
      { code: texts.get(`${index}.js`) ?? '', map: texts.get(`${index}.js.map`) ?? null },
    ])
  } catch (error) {
    const { errors } = error as { errors?: Message[] }
    if (!errors || errors.length === 0) throw error
    return entries.length > 1 ? null : [[entries[0], subjectError(errors[0], options)]]
  }
}

async function buildAlone(entry: string, options: BundleOptions): Promise<Built> {
  return (await build([entry], options)) ?? []
}

function submissionPlugin(options: BundleOptions): Plugin {
  return {
    name: 'submission',
    setup(bundler) {
      bundler.onResolve({ filter: /.*/ }, (request) => resolveImport(request, options))
      bundler.onLoad({ filter: /.*/, namespace: submissionSpace }, ({ path }) => ({
        contents: options.files.get(path),
        loader: /\.m?ts$/.test(path) ? 'ts' : 'js',
      }))
      bundler.onLoad({ filter: /.*/, namespace: kitSpace }, () => ({
        contents: `export const { ${options.kitNames.join(', ')} } = ${kitVariable}`,
        loader: 'js',
      }))
    },
  }
}

function resolveImport(request: OnResolveArgs, options: BundleOptions): OnResolveResult | undefined {
  const { path, importer, kind, namespace } = request
  if (kind === 'entry-point') return { path: path.slice(entrySpace.length + 1), namespace: submissionSpace }
  if (path === kitSpecifier) return { path, namespace: kitSpace }
  if (options.engineRoot !== undefined) {
    if (namespace !== submissionSpace) return undefined
    if (path.startsWith(engineSpecifier))
      return { path: `${options.engineRoot}/${path.slice(engineSpecifier.length)}.ts` }
    if (path === exerciseSpecifier) return { path: `${options.engineRoot}/../grader/exercise.ts` }
  }
  if (!/^\.{1,2}(\/|$)/.test(path)) return failure(forbiddenImport(path))
  const candidates = importCandidates(importer, path)
  for (const candidate of candidates) {
    if (options.files.has(candidate)) return { path: candidate, namespace: submissionSpace }
    const refusal = options.refused?.get(candidate)
    if (refusal) return failure(refusal)
  }
  const notSource = candidates.length === 0 || dataFile.test(path)
  return failure(notSource ? outsideImport(path) : missingHelper(path, importer, options))
}

/** The error travels through the bundler, which adds the place of the import. */
function failure(error: SubjectError): OnResolveResult {
  const message: PartialMessage = { text: error.message, detail: error }
  return { errors: [message] }
}

function subjectError(message: Message, options: BundleOptions): SubjectError {
  const known =
    message.detail instanceof SubjectError
      ? message.detail
      : (exportError(message.text, options) ?? syntaxError(message))
  const place = message.location
  if (!place) return known
  const file = place.file.replace(`${submissionSpace}:`, '')
  // The bundler counts columns in bytes of UTF-8.
  const column = Buffer.from(place.lineText).subarray(0, place.column).toString().length + 1
  return new SubjectError(known.code, known.text, sourceLocation(file, options.files.get(file), place.line, column))
}

function missingFile(file: string): SubjectError {
  return new SubjectError('missing-file', {
    en: `There is no ${file} in the submission. Put it beside the other files of the exercise, under exactly this name.`,
    zh: `提交中没有 ${file}。请把它和本练习的其他文件放在一起，文件名必须完全一致。`,
  })
}

function forbiddenImport(specifier: string): SubjectError {
  return new SubjectError('forbidden-import', {
    en: `"${specifier}" can't be imported. You may import from "${kitSpecifier}" and from your own files ("./..."), nothing else.`,
    zh: `不能导入 "${specifier}"。只能从 "${kitSpecifier}" 和你自己的文件（"./..."）导入。`,
  })
}

function outsideImport(specifier: string): SubjectError {
  return new SubjectError('forbidden-import', {
    en: `"${specifier}" can't be imported: only source files (.ts, .js) inside the exercise's own folder may be. Copy what you need into a file beside this one.`,
    zh: `不能导入 "${specifier}"：只能导入本练习文件夹内的源文件（.ts、.js）。请把需要的代码复制到旁边的文件里。`,
  })
}

function missingHelper(specifier: string, importer: string, options: BundleOptions): SubjectError {
  const others = [...options.files.keys()].filter((file) => file !== importer)
  const list = others.length > 0 ? others.join(', ') : '-'
  return new SubjectError('build-failed', {
    en: `${importer} imports "${specifier}", and there is no such file. Other files found: ${list}.`,
    zh: `${importer} 导入了 "${specifier}"，但没有这个文件。找到的其他文件：${list}。`,
  })
}

function exportError(text: string, options: BundleOptions): SubjectError | null {
  const found =
    /^No matching export in "(.+)" for import "(.+)"$/.exec(text) ??
    /^Import "(.+)" will always be undefined because there is no matching export in "(.+)"$/.exec(text)
  if (!found) return null
  const [from, name] = text.startsWith('No') ? [found[1], found[2]] : [found[2], found[1]]
  if (from !== `${kitSpace}:${kitSpecifier}`) return missingFromHelper(from.replace(`${submissionSpace}:`, ''), name)
  return options.withheldNames?.includes(name) ? withheldName(name) : unknownName(name, options.kitNames)
}

function withheldName(name: string): SubjectError {
  return new SubjectError('forbidden-import', {
    en: `This exercise asks you to write "${name}" yourself (or something that it would give away), so "${kitSpecifier}" doesn't give it here.`,
    zh: `本练习要求你自己实现 "${name}"（或与之等价的内容），所以这里不能从 "${kitSpecifier}" 导入它。`,
  })
}

function unknownName(name: string, kitNames: readonly string[]): SubjectError {
  const near = nearestName(name, kitNames)
  return new SubjectError('build-failed', {
    en: `"${kitSpecifier}" has no "${name}". ${near ? `Did you mean "${near}"?` : `It has: ${kitNames.join(', ')}.`}`,
    zh: `"${kitSpecifier}" 中没有 "${name}"。${near ? `是不是 "${near}"？` : `可用的有：${kitNames.join('、')}。`}`,
  })
}

function missingFromHelper(file: string, name: string): SubjectError {
  return new SubjectError('build-failed', {
    en: `${file} doesn't export "${name}", which is imported here. Write \`export\` in front of its definition, or mend the name.`,
    zh: `这里导入了 "${name}"，但 ${file} 没有导出它。请在它的定义前加上 \`export\`，或改正名字。`,
  })
}

function syntaxError({ text }: Message): SubjectError {
  const explained: Text = text.startsWith('Top-level await')
    ? { en: '`await` may only stand inside an async function here', zh: '这里 `await` 只能写在 async 函数里' }
    : { en: text, zh: text }
  return new SubjectError('build-failed', {
    en: `This file can't be read as TypeScript: ${explained.en}. Mend this place first; the file's checks can't run before.`,
    zh: `这个文件不是有效的 TypeScript：${explained.zh}。请先改正此处，否则该文件的检查都无法运行。`,
  })
}
