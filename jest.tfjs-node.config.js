import { existsSync, readFileSync, readdirSync } from 'node:fs'
import config from './jest.config.js'

if (!existsSync('.tfjs-node/index.js')) throw new Error('TensorFlow is not set up: run `npm run setup:tfjs-node` first')

const folder = 'tests/reference-engine'
const comparing = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.test.ts') && readFileSync(`${folder}/${file}`, 'utf8').includes("/tfjs.ts'"))
  .map((file) => `<rootDir>/${folder}/${file.replaceAll('\\', '/')}`)

/** Every test that compares with tf.js, once more with TensorFlow's native backend in its place: `npm run test:tfjs-node`. */
export default {
  ...config,
  testMatch: comparing,
  setupFiles: ['<rootDir>/tests/support/tfjs-node.cjs'],
}
