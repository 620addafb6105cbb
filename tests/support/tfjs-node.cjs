/* global jest, __dirname */
// TensorFlow's native backend in place of tf.js.
const { join } = require('node:path')

process.env.GRADE_ORACLE = 'tensorflow'
jest.mock('@tensorflow/tfjs', () => require(join(__dirname, '..', '..', '.tfjs-node')))
