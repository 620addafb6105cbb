import { build, type BuildOptions } from 'esbuild'
import { courseEntries, coursePlugin, referenceEntries, sourcesPlugin } from './course-entries.ts'
import { exerciseFolders, type Course } from './course-folders.ts'
import type { CompiledCourse } from './load-exercise.ts'

/** Settings that every bundle of the project shares. */
export function bundleOptions(course: Course, sources: string): BuildOptions {
  return {
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    loader: { '.hbs': 'text', '.css': 'text', '.yml': 'text' },
    plugins: [coursePlugin(course), sourcesPlugin(sources)],
    logLevel: 'warning',
  }
}

/**
 * Compiles the exercises of a course, or only those of some folders.
 *
 * @param sources folder of the grader's and the engine's sources
 * @param out folder for the compiled form
 * @throws BuildFailure of the bundler, whose errors say what is wrong in which file
 */
export async function compileCourse(
  course: Course,
  sources: string,
  out: string,
  folders = exerciseFolders(course),
): Promise<CompiledCourse> {
  const options: BuildOptions = {
    ...bundleOptions(course, sources),
    outdir: out,
    external: ['mathjs'],
    logLevel: 'silent',
  }
  await Promise.all([
    build({
      ...options,
      format: 'esm',
      splitting: true,
      entryPoints: courseEntries(course, folders),
      outExtension: { '.js': '.mjs' },
    }),
    build({
      ...options,
      format: 'cjs',
      entryPoints: referenceEntries(course, folders),
      outExtension: { '.js': '.cjs' },
    }),
  ])
  return { ...course, compiled: `${out}/course` }
}
