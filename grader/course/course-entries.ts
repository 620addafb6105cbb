import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { exerciseFolders, misconceptionFiles, type Course } from './course-folders.ts'

const namespace = 'course'

/** Entry points of a course's compiled form: for each exercise its definition and its misconceptions. */
export function courseEntries(course: Course, folders = exerciseFolders(course)): Record<string, string> {
  return Object.fromEntries(
    folders.flatMap((folder) => [
      [`course/${folder}/exercise`, join(course.directory, 'exercises', folder, 'exercise.ts')],
      [`course/${folder}/misconceptions`, `${namespace}:misconceptions/${folder}`],
    ]),
  )
}

/** Entry points of the references, one CommonJS file an exercise, for a child of their own. */
export function referenceEntries(course: Course, folders = exerciseFolders(course)): Record<string, string> {
  return Object.fromEntries(folders.map((folder) => [`course/${folder}/reference`, `${namespace}:reference/${folder}`]))
}

/** Writes the sources of the entries that are made from folders: nothing lists exercises or misconceptions by hand. */
export function coursePlugin(course: Course): Plugin {
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${namespace}:`) }, ({ path }) => ({
        path: path.slice(namespace.length + 1),
        namespace,
      }))
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => {
        const [kind, folder] = path.split('/')
        const contents = kind === 'reference' ? referenceSource(folder) : misconceptionsSource(course, folder)
        return { contents, loader: 'ts', resolveDir: course.directory }
      })
    },
  }
}

function referenceSource(folder: string): string {
  return [
    `import exercise from './exercises/${folder}/exercise.ts'`,
    'for (const [name, part] of Object.entries(exercise.parts)) exports[name] = part.reference',
  ].join('\n')
}

function misconceptionsSource(course: Course, folder: string): string {
  const files = misconceptionFiles(course, folder)
  return [
    ...files.map((id, index) => `import * as m${index} from './solutions/${folder}/misconceptions/${id}.ts'`),
    `export default [${files.map((id, index) => `[${JSON.stringify(id)}, m${index}]`).join(', ')}]`,
  ].join('\n')
}

/** Resolves `grade-descent/...` to the sources below a root. */
export function sourcesPlugin(root: string): Plugin {
  const places: [RegExp, (rest: string) => string][] = [
    [/^grade-descent\/student$/, () => 'reference-engine/student.ts'],
    [/^grade-descent\/engine\/(.+)$/, (rest) => `reference-engine/${rest}.ts`],
    [/^grade-descent\/checks\/(.+)$/, (rest) => `grader/checks/${rest}.ts`],
    [/^grade-descent\/exercise$/, () => 'grader/exercise.ts'],
    [/^grade-descent\/jest$/, () => 'grader/jest/matchers.ts'],
  ]
  return {
    name: 'sources',
    setup(build) {
      build.onResolve({ filter: /^grade-descent\// }, ({ path }) => {
        for (const [pattern, place] of places) {
          const match = pattern.exec(path)
          if (match !== null) return { path: join(root, place(match[1] ?? '')) }
        }
        return { errors: [{ text: `nothing of grade-descent is called ${path}` }] }
      })
    },
  }
}
