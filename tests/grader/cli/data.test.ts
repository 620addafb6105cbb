import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { folderWith, gradeJson, runGrade } from '../../support/run-grade.ts'

describe('grade data', () => {
  test('says that there is no data, and where it would be', async () => {
    const data = folderWith({})
    const { code, stdout } = await runGrade(['data', 'status', '--data', data])
    expect(code).toBe(0)
    expect(stdout).toContain('absent')
    expect(stdout).toContain(data)
  })

  test('packs the images of the exercises; another machine grades with that file alone, offline', async () => {
    const pack = join(folderWith({}), 'images.pack')
    const elsewhere = folderWith({})
    expect((await runGrade(['data', 'fetch'])).code).toBe(0)
    expect(await runGrade(['data', 'pack', '--out', pack])).toMatchObject({ code: 0 })
    expect(statSync(pack).size).toBeLessThan(25e6)
    expect(await runGrade(['data', 'fetch', '--from', pack, '--data', elsewhere])).toMatchObject({ code: 0 })
    const { report, code } = await gradeJson(['3', '--submission', 'solutions', '--offline', '--data', elsewhere])
    expect([report.score, report.maxScore, report.data, code]).toEqual([100, 100, 'cifar10', 0])
  }, 300_000)

  test('a file that is no data is refused by name', async () => {
    const folder = folderWith({ 'holiday.zip': 'not images' })
    const file = join(folder, 'holiday.zip')
    const { code, stderr } = await runGrade(['data', 'fetch', '--from', file, '--data', folderWith({})])
    expect(code).toBe(2)
    expect(stderr).toContain(file)
  })
})
