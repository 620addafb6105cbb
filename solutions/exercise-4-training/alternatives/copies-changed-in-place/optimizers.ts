// Copies made once, then changed in place; classes hold what belongs together.
import type { Tensor } from 'grade-descent/student'

function copyOf(t: Tensor): Tensor {
  return { shape: [...t.shape], dtype: t.dtype, data: t.data.slice() }
}

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: { velocity: Tensor },
  options: { learningRate: number; momentum: number },
): { parameter: Tensor; state: { velocity: Tensor } } {
  const next = { parameter: copyOf(parameter), state: { velocity: copyOf(state.velocity) } }
  gradient.data.forEach((g, i) => {
    next.state.velocity.data[i] *= options.momentum
    next.state.velocity.data[i] -= options.learningRate * g
    next.parameter.data[i] += next.state.velocity.data[i]
  })
  return next
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: { meanSquare: Tensor },
  options: { learningRate: number; decay: number; epsilon: number },
): { parameter: Tensor; state: { meanSquare: Tensor } } {
  const next = { parameter: copyOf(parameter), state: { meanSquare: copyOf(state.meanSquare) } }
  gradient.data.forEach((g, i) => {
    next.state.meanSquare.data[i] *= options.decay
    next.state.meanSquare.data[i] += (1 - options.decay) * g * g
    next.parameter.data[i] -= (options.learningRate * g) / (next.state.meanSquare.data[i] ** 0.5 + options.epsilon)
  })
  return next
}

class Moments {
  constructor(
    readonly m: Tensor,
    readonly v: Tensor,
    readonly step: number,
  ) {}
}

export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: { m: Tensor; v: Tensor; step: number },
  options: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): { parameter: Tensor; state: Moments } {
  const { learningRate, beta1, beta2, epsilon } = options
  const moments = new Moments(copyOf(state.m), copyOf(state.v), state.step + 1)
  const moved = copyOf(parameter)
  let [power1, power2] = [1, 1]
  for (let t = 0; t < moments.step; t++) {
    power1 *= beta1
    power2 *= beta2
  }
  gradient.data.forEach((g, i) => {
    moments.m.data[i] += (1 - beta1) * (g - moments.m.data[i])
    moments.v.data[i] += (1 - beta2) * (g ** 2 - moments.v.data[i])
    const root = Math.sqrt(moments.v.data[i] / (1 - power2))
    moved.data[i] -= ((moments.m.data[i] / (1 - power1)) * learningRate) / (root + epsilon)
  })
  return { parameter: moved, state: moments }
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  options: { decayRate: number; decaySteps: number },
): number {
  return initialRate * (options.decayRate ** (1 / options.decaySteps)) ** step
}

export function stepDecay(initialRate: number, step: number, options: { dropRate: number; dropEvery: number }): number {
  return step < options.dropEvery
    ? initialRate
    : stepDecay(initialRate, step - options.dropEvery, options) * options.dropRate
}
