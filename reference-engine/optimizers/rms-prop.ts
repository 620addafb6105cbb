import { expectFraction, expectPositive } from '../expect-argument.ts'
import { expectShape } from '../expect-shape.ts'
import { add, div, mul, sub } from '../primitives/binary.ts'
import { sqrt, square } from '../primitives/unary.ts'
import { zerosLike, type Tensor } from '../tensor.ts'
import { expectClipping, type ClippingOptions, type Optimizer } from './optimizer.ts'

/** `meanSquare`: the moving mean of the squared gradients, in the shape of the parameter. */
export type RmsPropState = { meanSquare: Tensor }
/** `decay`: how much of the moving mean a step leaves (Keras calls it rho); `epsilon` keeps the division finite. */
export type RmsPropOptions = { learningRate: number; decay: number; epsilon: number }

/**
 * RMSprop (Tieleman and Hinton, 2012): each entry's step is divided by the root of a moving mean of its squared gradients.
 *
 *     meanSquare = decay * meanSquare + (1 - decay) * gradient^2
 *     parameter  = parameter - learningRate * gradient / (sqrt(meanSquare) + epsilon)
 *
 * @param state the mean square, zeros at first
 * @throws ShapeError unless gradient and meanSquare have the parameter's shape
 */
export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: RmsPropState,
  { learningRate, decay, epsilon }: RmsPropOptions,
): { parameter: Tensor; state: RmsPropState } {
  expectShape('rmsProp', 'gradient', gradient, parameter.shape)
  expectShape('rmsProp', 'meanSquare', state.meanSquare, parameter.shape)
  const meanSquare = add(mul(decay, state.meanSquare), mul(1 - decay, square(gradient)))
  const step = div(mul(learningRate, gradient), add(sqrt(meanSquare), epsilon))
  return { parameter: sub(parameter, step), state: { meanSquare } }
}

/**
 * RMSprop for `Sequential.compile`, with Keras' defaults.
 *
 * @throws ArgumentError when an option is out of its range
 */
export function rmsPropOptimizer(options: Partial<RmsPropOptions> & ClippingOptions = {}): Optimizer<RmsPropState> {
  const { learningRate = 0.001, decay = 0.9, epsilon = 1e-7 } = options
  expectPositive('rmsPropOptimizer', 'learningRate', learningRate)
  expectFraction('rmsPropOptimizer', 'decay', decay)
  expectPositive('rmsPropOptimizer', 'epsilon', epsilon)
  const clipping = expectClipping('rmsPropOptimizer', options)
  return {
    name: 'rmsProp',
    learningRate,
    config: { learningRate, decay, epsilon, ...clipping },
    clipping,
    kernel: {
      name: 'rmsProp',
      tensors: ['meanSquare'],
      write(numbers, rate) {
        numbers[0] = rate
        numbers[1] = decay
        numbers[2] = epsilon
      },
    },
    initialState: (parameter) => ({ meanSquare: zerosLike(parameter) }),
    step: (parameter, gradient, state, rate) =>
      rmsProp(parameter, gradient, state, { learningRate: rate, decay, epsilon }),
  }
}
