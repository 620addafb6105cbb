import { expectBoolean, expectFraction, expectPositive } from '../expect-argument.ts'
import { zerosLike } from '../tensor.ts'
import { gradientDescentStep } from './gradient-descent.ts'
import { momentum as momentumStep, type MomentumOptions, type MomentumState } from './momentum.ts'
import { expectClipping, type ClippingOptions, type Optimizer } from './optimizer.ts'

/**
 * Gradient descent for `Sequential.compile`, with momentum where it is not 0; Keras' defaults.
 *
 * @throws ArgumentError when an option is out of its range
 */
export function sgd(options: Partial<MomentumOptions> & ClippingOptions = {}): Optimizer {
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options
  expectPositive('sgd', 'learningRate', learningRate)
  expectFraction('sgd', 'momentum', momentum)
  expectBoolean('sgd', 'nesterov', nesterov)
  const clipping = expectClipping('sgd', options)
  const common = { name: 'sgd', learningRate, config: { learningRate, momentum, nesterov, ...clipping }, clipping }
  if (momentum === 0) {
    return {
      ...common,
      kernel: {
        name: 'gradientDescent',
        tensors: [],
        write(numbers, rate) {
          numbers[0] = rate
        },
      },
      initialState: () => ({}),
      step: (parameter, gradient, state, rate) => ({
        parameter: gradientDescentStep(parameter, gradient, rate),
        state,
      }),
    }
  }
  const withMomentum: Optimizer<MomentumState> = {
    ...common,
    kernel: {
      name: 'momentum',
      tensors: ['velocity'],
      write(numbers, rate) {
        numbers[0] = rate
        numbers[1] = momentum
        numbers[2] = nesterov ? 1 : 0
      },
    },
    initialState: (parameter) => ({ velocity: zerosLike(parameter) }),
    step: (parameter, gradient, state, rate) =>
      momentumStep(parameter, gradient, state, { learningRate: rate, momentum, nesterov }),
  }
  return withMomentum
}
