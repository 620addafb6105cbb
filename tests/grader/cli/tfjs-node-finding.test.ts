import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { tfjsNodeFinding } from '../../../grader/cli/tfjs-node-finding.ts'
import { folderWith, repository, runGrade } from '../../support/run-grade.ts'

const setUp = 'npm run setup:tfjs-node'

/** As much of tfjs-node as the doctor asks for. */
const moduleThatGives = (product: string): string => `
console.log('TensorFlow greets')
module.exports = {
  version: { 'tfjs-node': '4.0.1' },
  backend: () => ({ binding: { TF_Version: '2.9.8' } }),
  matMul: () => ({ dataSync: () => [${product}] }),
}`

describe('tfjs-node', () => {
  test('is not set up: optional', async () => {
    const { ok, en, zh } = await tfjsNodeFinding(folderWith({}))
    expect(ok).toBeNull()
    expect([en, zh]).toEqual([expect.stringContaining(setUp), expect.stringContaining(setUp)])
    expect(en).toContain('not set up')
  })

  test.each(['.tfjs-node/index.js', 'node_modules/@tensorflow/tfjs-node/index.js'])(
    'is in %s and works: says its versions',
    async (file) => {
      const folder = folderWith({ [file]: moduleThatGives('19, 22, 43, 50') })
      const { ok, en, zh } = await tfjsNodeFinding(folder)
      expect(ok).toBe(true)
      expect(en).toBe(`tfjs-node 4.0.1, libtensorflow 2.9.8 works, from ${join(folder, file)}`)
      expect(zh).toContain('tfjs-node 4.0.1, libtensorflow 2.9.8')
    },
  )

  test.each([
    ['computes something else', moduleThatGives('19, 22, 43, 51'), 'a product of matrices gave 19,22,43,51'],
    [
      'lacks its library',
      'throw new Error("libtensorflow.so.2: no such file.\\nRequire stack")',
      'libtensorflow.so.2: no such file',
    ],
    ['throws what is no error', 'throw undefined', 'undefined'],
    ['ends its process', 'console.error("first\\nF tensorflow: aborted"); process.exit(134)', 'F tensorflow: aborted'],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', 'its process ended with SIGKILL'],
    ['exits early', 'process.exit(3)', 'its process ended with 3'],
  ])('%s: the message, and how to mend it', async (_, source, message) => {
    const { ok, en, zh } = await tfjsNodeFinding(folderWith({ '.tfjs-node/index.js': source }))
    expect(ok).toBe(false)
    for (const text of [en, zh]) {
      expect(text).toContain(message)
      expect(text).toContain(setUp)
      expect(text).not.toMatch(/\n|\.\./)
    }
  })

  test('a set-up that was interrupted is a broken one', async () => {
    const folder = folderWith({})
    mkdirSync(join(folder, '.tfjs-node'))
    expect(await tfjsNodeFinding(folder)).toMatchObject({
      ok: false,
      en: expect.stringContaining('Cannot find module'),
    })
  })

  test('the command says so', async () => {
    const { code, stdout } = await runGrade(['doctor'])
    const line = stdout.split('\n').find((text) => text.includes('tfjs-node'))
    const isSetUp = existsSync(join(repository, '.tfjs-node'))
    expect(line).toMatch(
      isSetUp ? /^ok +tfjs-node 4\.\d+\.\d+, libtensorflow 2\.\d+\.\d+ works/ : /^optional tfjs-node/,
    )
    expect(code).toBe(0)
  })
})
