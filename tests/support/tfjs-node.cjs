/* global jest */
// TensorFlow's native backend in place of tf.js.
process.env.GRADE_ORACLE = 'tensorflow'
jest.mock('@tensorflow/tfjs', () => require('../../.tfjs-node/index.js'))
