import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { tf } from './tfjs.ts'

test('tf.js is the oracle, or TensorFlow itself where that is asked for', async () => {
  await tf.ready()
  expect(tf.getBackend()).toBe(process.env.GRADE_ORACLE ?? 'cpu')
})

test('TensorFlow is set up where it is required', () => {
  const isSetUp = existsSync(join(__dirname, '..', '..', '.tfjs-node', 'index.js'))
  if (process.env.GRADE_REQUIRE_TFJS_NODE === '1') expect({ isSetUp }).toEqual({ isSetUp: true })
})
