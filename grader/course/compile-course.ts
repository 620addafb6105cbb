import { build, type BuildOptions } from 'esbuild'
import { courseEntries, coursePlugin, referenceEntries, sourcesPlugin } from './course-entries.ts'
import type { Course } from './course-folders.ts'
import type { CompiledCourse } from './load-exercise.ts'

/** Settings that every bundle of the project shares. */
export function bundleOptions(course: Course, sources: string): BuildOptions {
  return {
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    loader: { '.hbs': 'text', '.css': 'text' },
    plugins: [coursePlugin(course), sourcesPlugin(sources)],
    logLevel: 'warning',
  }
}

/**
 * Compiles the exercises of a course.
 *
 * @param sources folder of the grader's and the engine's sources
 * @param out folder for the compiled form
 */
export async function compileCourse(course: Course, sources: string, out: string): Promise<CompiledCourse> {
  const options = { ...bundleOptions(course, sources), outdir: out, external: ['mathjs'] }
  await Promise.all([
    build({
      ...options,
      format: 'esm',
      splitting: true,
      entryPoints: courseEntries(course),
      outExtension: { '.js': '.mjs' },
    }),
    build({ ...options, format: 'cjs', entryPoints: referenceEntries(course), outExtension: { '.js': '.cjs' } }),
  ])
  return { ...course, compiled: `${out}/course` }
}
