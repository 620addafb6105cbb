import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { enoughSeeds, readSeedsTable } from '../../../grader/course-check/seeds/seeds-file.ts'
import { exerciseFolders } from '../../../grader/course/course-folders.ts'
import { repository } from '../../support/run-grade.ts'

const course = { directory: repository }

test('this course is sound', () => {
  const words = ['scripts/run.mjs', 'scripts/check-course.ts']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: repository, encoding: 'utf8' })
  expect(stdout).toContain('The course is sound.')
  expect(status).toBe(0)
}, 900_000)

// Whether it is about the exercise as it stands, and shows it sound, is a rule of check-course.
test.each(exerciseFolders(course))('%s has a table over many seeds', (folder) => {
  expect(readSeedsTable(course, folder)?.seeds).toEqual({
    right: enoughSeeds,
    wrong: (2 * enoughSeeds) / 5,
    slow: enoughSeeds / 10,
  })
})
