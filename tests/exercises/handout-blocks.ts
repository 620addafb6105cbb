import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const exercisesFolder = join(__dirname, '..', '..', 'exercises')

/** The folders of all exercises. */
export const exercises = readdirSync(exercisesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

export const languages = ['en', 'zh'] as const

export function readHandout(exercise: string, language: (typeof languages)[number]): string {
  return readFileSync(join(exercisesFolder, exercise, `handout.${language}.md`), 'utf8').replaceAll('\r\n', '\n')
}

/** The non-empty lines of all fenced blocks of one kind, in order. */
export function linesOfBlocks(markdown: string, kind: string): string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))]
    .flatMap(([, body]) => body.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** How deep each heading is, in order: the skeleton of a handout, whatever its language. */
export function headingLevels(markdown: string): number[] {
  const withoutBlocks = markdown.replace(/^```[\s\S]*?^```/gm, '')
  return [...withoutBlocks.matchAll(/^(#+) /gm)].map(([, marks]) => marks.length)
}
