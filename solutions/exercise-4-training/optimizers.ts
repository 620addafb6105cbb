import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: { velocity: Tensor },
  options: { learningRate: number; momentum: number },
): { parameter: Tensor; state: { velocity: Tensor } } {
  const velocity = sub(mul(state.velocity, options.momentum), mul(gradient, options.learningRate))
  return { parameter: add(parameter, velocity), state: { velocity } }
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: { meanSquare: Tensor },
  options: { learningRate: number; decay: number; epsilon: number },
): { parameter: Tensor; state: { meanSquare: Tensor } } {
  const meanSquare = movingMean(state.meanSquare, square(gradient), options.decay)
  const step = div(mul(gradient, options.learningRate), add(sqrt(meanSquare), options.epsilon))
  return { parameter: sub(parameter, step), state: { meanSquare } }
}

export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: { m: Tensor; v: Tensor; step: number },
  options: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): { parameter: Tensor; state: { m: Tensor; v: Tensor; step: number } } {
  const { learningRate, beta1, beta2, epsilon } = options
  const step = state.step + 1
  const m = movingMean(state.m, gradient, beta1)
  const v = movingMean(state.v, square(gradient), beta2)
  // Both began at zero: after t updates a share beta^t of that zero is still in them.
  const mHat = div(m, 1 - beta1 ** step)
  const vHat = div(v, 1 - beta2 ** step)
  const change = div(mul(mHat, learningRate), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}

function movingMean(before: Tensor, value: Tensor, kept: number): Tensor {
  return add(mul(before, kept), mul(value, 1 - kept))
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  options: { decayRate: number; decaySteps: number },
): number {
  return initialRate * options.decayRate ** (step / options.decaySteps)
}

export function stepDecay(initialRate: number, step: number, options: { dropRate: number; dropEvery: number }): number {
  return initialRate * options.dropRate ** Math.floor(step / options.dropEvery)
}
