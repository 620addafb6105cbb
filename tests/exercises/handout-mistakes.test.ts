import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { exercises, exercisesFolder, languages, readHandout } from './handout-blocks.ts'

describe.each(exercises)('handout of %s', (exercise) => {
  test.each(languages)('%s: lists every known mistake by its title', (language) => {
    const listed = [...readHandout(exercise, language).matchAll(/^- (.*)$/gm)].map(([, item]) => item)
    const titles = titlesOfMisconceptions(exercise, language)
    expect(titles.length).toBeGreaterThanOrEqual(8)
    for (const title of titles) expect(listed).toContain(title)
  })
})

/** Read as text: no bug has to run for its title. */
function titlesOfMisconceptions(exercise: string, language: string): string[] {
  const folder = join(exercisesFolder, '..', 'solutions', exercise, 'misconceptions')
  return readdirSync(folder).map((file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    const title = /title: \{([\s\S]*?)\n? *\}/.exec(source)?.[1] ?? ''
    const words = new RegExp(`${language}: *(?:'((?:[^'\\\\]|\\\\.)*)'|"((?:[^"\\\\]|\\\\.)*)")`).exec(title)
    return (words?.[1] ?? words?.[2] ?? `${file} has no title`).replaceAll("\\'", "'")
  })
}
