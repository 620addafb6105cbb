import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { repository } from '../../support/run-grade.ts'

test('this course is sound', () => {
  const words = ['scripts/run.mjs', 'scripts/check-course.ts']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: repository, encoding: 'utf8' })
  expect(stdout).toContain('The course is sound.')
  expect(status).toBe(0)
}, 900_000)
