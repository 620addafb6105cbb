import { expect, test } from '@jest/globals'
import { filled, untranslated } from '../../grader/text.ts'

test('a missing language is filled in with the other one, and says so', () => {
  expect(filled({ en: 'slope', zh: untranslated }).zh).toContain('slope')
  expect(filled({ en: untranslated, zh: '斜率' }).en).toMatch(/斜率.*not translated/)
  expect(filled({ en: 'slope', zh: '斜率' })).toEqual({ en: 'slope', zh: '斜率' })
})
