import { declarationsOf, isInternal, type Declaration, type Mention, type Tag } from './declarations.ts'

/** Pages by file name, and what keeps them from being complete: sentences that name the file. */
export type Reference = { pages: Map<string, string>; problems: string[] }

type File = { path: string; declarations: Declaration[] }
type Anchors = ReadonlyMap<string, string>

/**
 * The reference of an engine, as Markdown: a page for each of its folders, one for the files beside them, and `README.md`, the
 * contents. All that is exported is on it, with the docstring, unless that says `@internal`.
 *
 * @param sources text by path from the engine's folder, with slashes
 */
export function engineReference(sources: ReadonlyMap<string, string>): Reference {
  const files = [...sources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, source]) => ({ path, all: declarationsOf(path, source) }))
    .map(({ path, all }) => ({ path, declarations: all.filter((declaration) => !isInternal(declaration)) }))
    .filter(({ declarations }) => declarations.length > 0)
  const folders = new Map<string, File[]>()
  for (const file of files) folders.set(pageOf(file.path), [...(folders.get(pageOf(file.path)) ?? []), file])
  const anchors = new Map([...folders].flatMap(([page, content]) => anchorsOf(page, content)))

  const pages = new Map([...folders].map(([page, content]) => [page, writePage(page, content, anchors)]))
  pages.set('README.md', writeContents(folders, anchors))
  const problems = files.flatMap(({ path, declarations }) =>
    declarations.flatMap((declaration) => problemsOf(path, declaration, anchors)),
  )
  return { pages, problems }
}

function pageOf(path: string): string {
  return path.includes('/') ? `${path.split('/')[0]}.md` : 'engine.md'
}

const keyOf = ({ file, name }: Mention): string => `${file} ${name}`

/** Where each declaration is, `page#heading`, with the headings' names that GitHub gives: a name that is there already gets a number. */
function anchorsOf(page: string, files: readonly File[]): [string, string][] {
  const taken = new Map([[titleOf(page), 1]])
  const anchors: [string, string][] = []
  for (const { path, declarations } of files) {
    for (const { name } of declarations) {
      const slug = name.toLowerCase()
      const before = taken.get(slug) ?? 0
      taken.set(slug, before + 1)
      anchors.push([keyOf({ file: path, name }), `${page}#${slug}${before === 0 ? '' : `-${before}`}`])
    }
  }
  return anchors
}

function writeContents(folders: ReadonlyMap<string, readonly File[]>, anchors: Anchors): string {
  const parts = [...folders].map(([page, files]) => {
    const links = files.flatMap(({ path, declarations }) =>
      declarations.map(({ name }) => link({ file: path, name }, anchors)),
    )
    return `## [${titleOf(page)}](${page})\n\n${links.join(', ')}`
  })
  return lines([
    '# The reference engine',
    'Made from the docstrings by `npm run docs`: to change it, change them. A page for each folder of [reference-engine/](../../reference-engine), and one, engine, for the files beside the folders.',
    ...parts,
  ])
}

const titleOf = (page: string): string => page.replace(/\.md$/, '')

const lines = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`

function link(mention: Mention, anchors: Anchors): string {
  return `[${mention.name}](${anchors.get(keyOf(mention)) ?? ''})`
}

function writePage(page: string, files: readonly File[], anchors: Anchors): string {
  const elsewhere = new Map(
    files
      .flatMap(({ declarations }) => declarations.flatMap((declaration) => [declaration, ...declaration.members]))
      .flatMap(({ mentions }) => mentions)
      .filter(({ file }) => pageOf(file) !== page)
      .map((mention) => [keyOf(mention), mention] as const),
  )
  const types = [...elsewhere.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return lines([
    `# ${titleOf(page)}`,
    `[Contents](README.md)`,
    ...(types.length > 0 ? [`Types from other pages: ${types.map((type) => link(type, anchors)).join(', ')}.`] : []),
    ...files.flatMap(({ path, declarations }) => [
      `## [${path}](../../reference-engine/${path})`,
      ...declarations.flatMap(writeDeclaration),
    ]),
  ])
}

function writeDeclaration({ name, signature, text = '', tags, members }: Declaration): string[] {
  return [
    `### ${name}`,
    `\`\`\`ts\n${signature}\n\`\`\``,
    ...(text === '' ? [] : [text]),
    ...(tags.length > 0 ? [tags.map(writeTag).join('\n')] : []),
    ...members.flatMap((member) => writeDeclaration(member).map((part) => part.replace(/^### /, '#### '))),
  ]
}

function writeTag({ name, parameter, text }: Tag): string {
  const label = parameter ? `\`${parameter}\`:` : `${name[0].toUpperCase()}${name.slice(1)}`
  return `- ${label} ${text.replace(/\s*\n\s*/g, ' ')}`
}

function problemsOf(path: string, declaration: Declaration, anchors: Anchors): string[] {
  const { name, text, tags, signature, mentions, members } = declaration
  const place = `reference-engine/${path}: ${name}`
  const unknown = tags.flatMap(({ parameter }) =>
    parameter && !new RegExp(`\\b${parameter}\\b`).test(signature) ? [parameter] : [],
  )
  return [
    ...(text === undefined ? [`${place} has no docstring. Write one, or mark it @internal.`] : []),
    ...unknown.map((parameter) => `${place} has no parameter ${parameter}, which its docstring describes.`),
    ...mentions
      .filter((mention) => !anchors.has(keyOf(mention)))
      .map(
        (mention) => `${place} names the type ${mention.name} of ${mention.file}, which is @internal or not exported.`,
      ),
    ...members.flatMap((member) => problemsOf(path, member, anchors)),
  ]
}
