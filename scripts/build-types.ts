/**
 * Writes dist/types/: the declarations of `grade-descent/student` and `grade-descent/jest`, with the docstrings that an editor shows.
 *
 * The student edition holds no line of the engine's source, its declarations included, so that a search for one finds nothing: lines
 * are broken before they get as long as one that such a search would look for.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'

const entries = ['reference-engine/student.ts', 'grader/jest/matchers.ts']
const out = resolve('dist/types')
const longestLine = 29

const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: object }
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: entries }, ts.sys, process.cwd())
const program = ts.createProgram(
  entries.map((entry) => resolve(entry)),
  { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: process.cwd(), outDir: out },
)
const written = new Map<string, string>()
program.emit(undefined, (path, text) => written.set(resolve(path), text))

rmSync(out, { recursive: true, force: true })
for (const path of reachable(entries.map((entry) => join(out, entry.replace(/\.ts$/, '.d.ts'))))) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, narrow(withFinalNames(textOf(path))))
}
// Declarations of CommonJS can be imported by both kinds of modules; those of ES modules can't.
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n')

function textOf(path: string): string {
  const text = written.get(path)
  if (text === undefined) throw new Error(`${relative(process.cwd(), path)} is imported and was not made`)
  return text
}

/** The declarations that these import, and so on; a type that only a function's body uses is not among them. */
function reachable(from: readonly string[]): Set<string> {
  const found = new Set<string>()
  const visit = (path: string): void => {
    if (found.has(path)) return
    found.add(path)
    for (const { fileName } of ts.preProcessFile(textOf(path)).importedFiles) {
      if (fileName.startsWith('.')) visit(join(dirname(path), fileName.replace(/\.ts$/, '.d.ts')))
    }
  }
  from.forEach(visit)
  return found
}

/** As in any published package: a declaration imports the `.js` that it declares. */
function withFinalNames(text: string): string {
  return text.replace(/(from '\.[^']*)\.ts'/g, "$1.js'")
}

function narrow(text: string): string {
  return text
    .split(/(\/\*\*[\s\S]*?\*\/)/)
    .map((piece) => (piece.startsWith('/**') ? narrowComment(piece) : piece.split('\n').map(narrowCode).join('\n')))
    .join('')
}

/** Breaks at spaces; empty lines and tags begin a line of their own, as they did. */
function narrowComment(comment: string): string {
  const paragraphs = comment
    .slice('/**'.length, -'*/'.length)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1))
  const lines = paragraphs.flatMap((line) => fill(line.split(' '), longestLine - ' * '.length))
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`
}

/** Breaks where a line may end without changing what is declared: after a sign that can't end a declaration. */
function narrowCode(line: string): string {
  return fill(line.trim().split(/(?<=[,(:|{] ?)(?=[^\s])/), longestLine, '').join('\n')
}

function fill(words: readonly string[], width: number, between = ' '): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && (last + between + word).trimEnd().length <= width)
      lines[lines.length - 1] += between + word
    else lines.push(word)
  }
  return lines
}
