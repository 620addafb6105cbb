/** Builds dist/: the command with its lazy parts, the child's runner, the student kit, the compiled course. */
import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { bundleOptions } from '../grader/course/compile-course.ts'
import { courseEntries, referenceEntries } from '../grader/course/course-entries.ts'
import { buildKernels } from './build-kernels.ts'
import { startUpPlugin } from './start-up-plugin.ts'

const course = { directory: process.cwd() }
const common = { ...bundleOptions(course, course.directory), outdir: 'dist' }

/** What is left outside the bundle: programs of their own, and what a student's own tests load. */
const external = ['esbuild', 'jest', '@jest/*', '@swc/*', 'mathjs']

/** What CommonJS packages expect to find in the modules that they are bundled into. */
const commonNames = [
  "import { createRequire as makeRequire } from 'node:module'",
  "import { dirname as folderOf } from 'node:path'",
  "import { fileURLToPath as pathOf } from 'node:url'",
  'const require = makeRequire(import.meta.url), __filename = pathOf(import.meta.url), __dirname = folderOf(__filename);',
].join(';')

async function namesIn(folder: string): Promise<string> {
  const files = await readdir(folder)
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length))
  return JSON.stringify(names.join(' '))
}

/** One build, so that the command and the compiled course share the engine in their chunks. */
async function commandAndCourse(): Promise<BuildOptions> {
  return {
    ...common,
    plugins: [...(common.plugins ?? []), startUpPlugin],
    format: 'esm',
    splitting: true,
    entryPoints: { grade: 'grader/cli/main.ts', ...courseEntries(course) },
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    external,
    banner: { js: commonNames },
    define: {
      builtInCommands: await namesIn('grader/cli/commands'),
      builtInFormats: await namesIn('reports/formats'),
    },
  }
}

const studentModules: BuildOptions = {
  ...common,
  format: 'esm',
  splitting: true,
  entryPoints: { student: 'reference-engine/student.ts', jest: 'grader/jest/matchers.ts' },
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  external,
}

const commonModules: BuildOptions = {
  ...common,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  entryPoints: {
    runner: 'grader/subject/runner.ts',
    student: 'reference-engine/student.ts',
    jest: 'grader/jest/matchers.ts',
    ...referenceEntries(course),
  },
  external,
}

/** What runs in a thread of its own. */
const thread: BuildOptions = {
  ...common,
  format: 'esm',
  entryPoints: { 'kernels/thread': 'reference-engine/threads/thread.ts' },
  outExtension: { '.js': '.mjs' },
}

// The declarations have a script of their own, which takes longer.
const old = (await readdir('dist').catch(() => [])).filter((name) => name !== 'types')
await Promise.all(old.map((name) => rm(join('dist', name), { recursive: true, force: true })))
const programs = [await commandAndCourse(), studentModules, commonModules, thread]
await Promise.all([...programs.map((options) => build(options)), buildKernels('dist/kernels')])
await chmod('dist/grade.mjs', 0o755)
