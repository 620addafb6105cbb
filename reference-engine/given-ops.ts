/** Ops of the kit that an exercise gives away unless it asks for them: the bundler withholds those that it asks for. */
export { dense, denseBackward } from './ops/dense.ts'
export { relu, reluBackward } from './ops/relu.ts'
export { sigmoid, sigmoidBackward } from './ops/sigmoid.ts'
export { softmax, softmaxBackward } from './ops/softmax.ts'
export { tanh, tanhBackward } from './ops/tanh.ts'
export { softmaxCrossEntropy, softmaxCrossEntropyBackward } from './losses/softmax-cross-entropy.ts'
export { meanSquaredError, meanSquaredErrorBackward } from './losses/mean-squared-error.ts'
