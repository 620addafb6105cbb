import type { Exercise } from './exercise.ts'

/** The files that an exercise asks for, each once, in the order of its parts. */
export function ownFilesOf({ parts }: Pick<Exercise, 'parts'>): string[] {
  return [...new Set(Object.values(parts).map(({ file }) => file))]
}
