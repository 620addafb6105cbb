import { todo, type Tensor } from 'grade-descent/student'

// Exercise 4, optimizers and learning rates. The mathematics is in handout.en.md and handout.zh.md beside this file;
// regularization.ts and training.ts belong to it.
//
// An optimizer makes one step for one parameter tensor. What it has to remember until the next step is its state: it gets the
// old one and returns a new one. The functions are pure: they never change their arguments, the tensors of the state among
// them. The dtype of a result is that of the inputs. add, sub, mul, div, sqrt, square and the like can be imported from
// 'grade-descent/student'; they take numbers, too. All operations here are entry by entry.

/**
 * One step of gradient descent with momentum.
 *
 * Source: Polyak, 1964; handout, "Momentum".
 *
 * @param parameter any shape
 * @param gradient of the loss with respect to the parameter, same shape
 * @param state velocity, same shape; all zeros before the first step
 * @param options learningRate, positive; momentum, the share of the velocity that is kept, 0 or more and below 1
 * @returns the new parameter and the new velocity, same shape both
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: { velocity: Tensor },
  options: { learningRate: number; momentum: number },
): { parameter: Tensor; state: { velocity: Tensor } } {
  // TODO: first the velocity, then the parameter.
  return todo('momentum')
}

/**
 * One step of RMSprop.
 *
 * Source: Tieleman and Hinton, 2012; handout, "RMSprop".
 *
 * @param parameter any shape
 * @param gradient of the loss with respect to the parameter, same shape
 * @param state meanSquare, same shape, no entry negative; all zeros before the first step
 * @param options learningRate, positive; decay, the share of meanSquare that is kept, between 0 and 1; epsilon, positive, added
 *   outside the root
 * @returns the new parameter and the new meanSquare, same shape both
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: { meanSquare: Tensor },
  options: { learningRate: number; decay: number; epsilon: number },
): { parameter: Tensor; state: { meanSquare: Tensor } } {
  // TODO: a moving mean of squares, then a step that is measured by its root.
  return todo('rmsProp')
}

/**
 * One step of Adam.
 *
 * Source: Kingma and Ba, 2015; handout, "Adam".
 *
 * @param parameter any shape
 * @param gradient of the loss with respect to the parameter, same shape
 * @param state m and v, same shape, all zeros before the first step; step, how many updates are already done, 0 before the first
 * @param options learningRate, positive; beta1 and beta2, the shares of m and v that are kept, between 0 and 1; epsilon, positive,
 *   added outside the root
 * @returns the new parameter; the new m and v as the moving means are, without the correction; step, one more
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: { m: Tensor; v: Tensor; step: number },
  options: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): { parameter: Tensor; state: { m: Tensor; v: Tensor; step: number } } {
  // TODO: two moving means, both corrected for their start at zero, then the step.
  return todo('adam')
}

/**
 * A learning rate that falls a little at every step.
 *
 * Source: handout, "Learning rates that fall".
 *
 * @param initialRate the rate at step 0, positive
 * @param step 0, 1, 2, ...
 * @param options decayRate, the factor of `decaySteps` steps, positive; decaySteps, 1 or more
 * @returns the rate at `step`
 */
export function exponentialDecay(
  initialRate: number,
  step: number,
  options: { decayRate: number; decaySteps: number },
): number {
  // TODO: how many times has the factor come to bear, fractions counted?
  return todo('exponentialDecay')
}

/**
 * A learning rate that stays as it is for a while, then drops at once.
 *
 * Source: handout, "Learning rates that fall".
 *
 * @param initialRate the rate at step 0, positive
 * @param step 0, 1, 2, ...
 * @param options dropRate, the factor of one drop, positive; dropEvery, the number of steps from one drop to the next, 1 or more
 * @returns the rate at `step`; the first drop shows at step `dropEvery`
 */
export function stepDecay(initialRate: number, step: number, options: { dropRate: number; dropEvery: number }): number {
  // TODO: how many drops have there been?
  return todo('stepDecay')
}
