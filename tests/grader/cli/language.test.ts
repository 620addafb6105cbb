import { expect, test } from '@jest/globals'
import { languageOf } from '../../../grader/cli/language.ts'

test.each([
  ['zh', {}, 'zh'],
  [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh'],
  [undefined, { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [undefined, {}, 'en'],
  [undefined, { LC_ALL: '', LANG: 'zh_CN' }, 'zh'],
  ['en', { LANG: 'zh_TW' }, 'en'],
])('--lang %j in %j is %s', (option, environment, language) => {
  expect(languageOf(option, environment as NodeJS.ProcessEnv)).toBe(language)
})
