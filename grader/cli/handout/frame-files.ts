import Handlebars from 'handlebars'
import type { LoadedExercise } from '../../grade-submission.ts'
import { ownFilesOf } from '../../own-files.ts'
import { filled } from '../../text.ts'
import type { Language } from '../language.ts'
import readmeEn from './templates/readme.en.hbs'
import readmeZh from './templates/readme.zh.hbs'
import workflow from './templates/grade.yml'

/** The lock file works with every registry: it names none. */
export const npmSettings = 'omit-lockfile-registry-resolved=true\n'

/** The files around the exercises, by path: what makes a folder of exercises a repository that grades itself. */
export function frameFiles(exercises: readonly LoadedExercise[]): Record<string, string> {
  return {
    'README.md': readme(readmeEn, exercises, 'en'),
    'README.zh.md': readme(readmeZh, exercises, 'zh'),
    '.github/workflows/grade.yml': workflow.replaceAll('\r\n', '\n'),
    '.npmrc': npmSettings,
    '.gitattributes': '* text=auto eol=lf\n*.tgz binary\n',
    '.gitignore': ['node_modules/', 'coverage/', 'reports/', '.grade-descent/next-*', ''].join('\n'),
    'jest.config.json': json({ preset: 'grade-descent' }),
    'tsconfig.json': json({ compilerOptions, include: ['exercises'] }),
  }
}

/** For editors: the grader bundles without asking for types. */
const compilerOptions = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function readme(template: string, exercises: readonly LoadedExercise[], language: Language): string {
  const [first] = exercises.map((exercise) => viewOf(exercise, language))
  const view = { exercises: exercises.map((exercise) => viewOf(exercise, language)), first }
  return Handlebars.compile(template.replaceAll('\r\n', '\n'), { noEscape: true, strict: true })(view)
}

function viewOf(exercise: LoadedExercise, language: Language): object {
  return {
    number: exercise.id.replace('exercise-', ''),
    id: exercise.id,
    folder: exercise.folder,
    title: filled(exercise.title)[language],
    files: ownFilesOf(exercise),
    file: ownFilesOf(exercise)[0],
    part: Object.keys(exercise.parts)[0],
  }
}
