import { expectShape } from '../expect-shape.ts'
import { add, mul, sub } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/** `velocity`: what is left of the steps so far, in the shape of the parameter. */
export type MomentumState = { velocity: Tensor }

/** `nesterov` (false unless told) looks ahead: the step is the one that the new velocity would make next. */
export type MomentumOptions = { learningRate: number; momentum: number; nesterov?: boolean }

/**
 * Gradient descent with momentum (Polyak, 1964), as Keras writes it:
 *
 *     velocity  = momentum * velocity - learningRate * gradient
 *     parameter = parameter + velocity
 *
 * With `nesterov` (Nesterov, 1983; Sutskever et al., 2013) the second line is
 *
 *     parameter = parameter + momentum * velocity - learningRate * gradient
 *
 * @param state the velocity, zeros at first
 * @throws ShapeError unless gradient and velocity have the parameter's shape
 */
export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: MomentumState,
  options: MomentumOptions,
): { parameter: Tensor; state: MomentumState } {
  expectShape('momentum', 'gradient', gradient, parameter.shape)
  expectShape('momentum', 'velocity', state.velocity, parameter.shape)
  const downhill = mul(options.learningRate, gradient)
  const velocity = sub(mul(options.momentum, state.velocity), downhill)
  const step = options.nesterov ? sub(mul(options.momentum, velocity), downhill) : velocity
  return { parameter: add(parameter, step), state: { velocity } }
}
