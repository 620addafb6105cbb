import { expect, test } from '@jest/globals'
import { runNpm } from '../../../../grader/cli/handout/run-npm.ts'
import { UsageError } from '../../../../grader/cli/usage-error.ts'
import { folderWith } from '../../../support/run-grade.ts'

test('what npm says when it fails is passed on', async () => {
  const failed = runNpm(['run', 'no-such-script'], folderWith({ 'package.json': '{}' }), {})
  await expect(failed).rejects.toThrow(UsageError)
  await expect(failed).rejects.toThrow(/npm run no-such-script failed[^]*no-such-script/)
})

test('settings reach npm, whatever is in them', async () => {
  const check = 'process.exit(process.env.npm_config_pack_destination === "a b; c" ? 0 : 1)'
  const folder = folderWith({
    'package.json': JSON.stringify({ scripts: { check: 'node check.cjs' } }),
    'check.cjs': check,
  })
  await runNpm(['run', 'check'], folder, { pack_destination: 'a b; c' })
  await expect(runNpm(['run', 'check'], folder, { pack_destination: 'other' })).rejects.toThrow(UsageError)
})
