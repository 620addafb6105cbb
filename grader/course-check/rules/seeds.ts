import { contradictionsOf } from '../seeds/soundness.ts'
import { contentOf, enoughSeeds, readSeedsTable, seedsPath, type SeedsTable } from '../seeds/seeds-file.ts'
import { wordsOf } from '../words-of.ts'
import type { Rule } from '../rule.ts'

/** Where the table over many seeds is there, it is about the exercise as it stands, and shows it sound. */
export const rule: Rule = {
  find({ course, exercise }) {
    const file = seedsPath(exercise.folder)
    const again = `run: npm run check-course -- --seeds ${enoughSeeds} --exercise ${exercise.id}`
    const complain = (...messages: string[]) => ({ faults: messages.map((message) => ({ file, message })) })
    let table: SeedsTable | null
    try {
      table = readSeedsTable(course, exercise.folder)
    } catch (error) {
      return complain(`is no JSON (${wordsOf(error)}); ${again}`)
    }
    if (table === null) return complain()
    if (table.content !== contentOf(course, exercise.folder))
      return complain(`is stale: the exercise, its solution or its misconceptions changed since; ${again}`)
    return complain(...contradictionsOf(table).map((message) => `${message}; mend it, then ${again}`))
  },
}
