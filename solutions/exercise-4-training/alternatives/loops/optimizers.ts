// Loops over the flat data, without any of the kit's operations.
import { zerosLike, type Tensor } from 'grade-descent/student'

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: { velocity: Tensor },
  options: { learningRate: number; momentum: number },
): { parameter: Tensor; state: { velocity: Tensor } } {
  const moved = zerosLike(parameter)
  const velocity = zerosLike(parameter)
  for (let i = 0; i < parameter.data.length; i++) {
    velocity.data[i] = options.momentum * state.velocity.data[i] - options.learningRate * gradient.data[i]
    moved.data[i] = parameter.data[i] + velocity.data[i]
  }
  return { parameter: moved, state: { velocity } }
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: { meanSquare: Tensor },
  options: { learningRate: number; decay: number; epsilon: number },
): { parameter: Tensor; state: { meanSquare: Tensor } } {
  const moved = zerosLike(parameter)
  const meanSquare = zerosLike(parameter)
  for (let i = 0; i < parameter.data.length; i++) {
    const g = gradient.data[i]
    const square = options.decay * state.meanSquare.data[i] + (1 - options.decay) * g * g
    meanSquare.data[i] = square
    moved.data[i] = parameter.data[i] - (options.learningRate * g) / (Math.sqrt(square) + options.epsilon)
  }
  return { parameter: moved, state: { meanSquare } }
}

export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: { m: Tensor; v: Tensor; step: number },
  options: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): { parameter: Tensor; state: { m: Tensor; v: Tensor; step: number } } {
  const { learningRate, beta1, beta2, epsilon } = options
  const t = state.step + 1
  const moved = zerosLike(parameter)
  const m = zerosLike(parameter)
  const v = zerosLike(parameter)
  for (let i = 0; i < parameter.data.length; i++) {
    const g = gradient.data[i]
    const first = beta1 * state.m.data[i] + (1 - beta1) * g
    const second = beta2 * state.v.data[i] + (1 - beta2) * g * g
    m.data[i] = first
    v.data[i] = second
    const mHat = first / (1 - Math.pow(beta1, t))
    const vHat = second / (1 - Math.pow(beta2, t))
    moved.data[i] = parameter.data[i] - (learningRate * mHat) / (Math.sqrt(vHat) + epsilon)
  }
  return { parameter: moved, state: { m, v, step: t } }
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  options: { decayRate: number; decaySteps: number },
): number {
  return initialRate * Math.pow(options.decayRate, step / options.decaySteps)
}

export function stepDecay(initialRate: number, step: number, options: { dropRate: number; dropEvery: number }): number {
  let rate = initialRate
  for (let done = options.dropEvery; done <= step; done += options.dropEvery) rate *= options.dropRate
  return rate
}
