// The same values by other formulas.
import { add, clone, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export function momentum(
  parameter: Tensor,
  gradient: Tensor,
  state: { velocity: Tensor },
  options: { learningRate: number; momentum: number },
): { parameter: Tensor; state: { velocity: Tensor } } {
  // Downhill is collected with the other sign.
  const behind = add(mul(gradient, options.learningRate), mul(state.velocity, -options.momentum))
  return { parameter: sub(parameter, behind), state: { velocity: mul(behind, -1) } }
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: { meanSquare: Tensor },
  options: { learningRate: number; decay: number; epsilon: number },
): { parameter: Tensor; state: { meanSquare: Tensor } } {
  const { learningRate, decay, epsilon } = options
  // The mean moves by a share of the way to the new square.
  const meanSquare = add(state.meanSquare, mul(sub(square(gradient), state.meanSquare), 1 - decay))
  const rates = div(learningRate, add(epsilon, sqrt(meanSquare)))
  return { parameter: add(parameter, mul(mul(rates, gradient), -1)), state: { meanSquare } }
}

/** The corrections drawn into the learning rate and epsilon, as the end of section 2 of the paper proposes. */
export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: { m: Tensor; v: Tensor; step: number },
  options: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): { parameter: Tensor; state: { m: Tensor; v: Tensor; step: number } } {
  const { learningRate, beta1, beta2, epsilon } = options
  const step = 1 + state.step
  const m = add(state.m, mul(sub(gradient, state.m), 1 - beta1))
  const v = add(state.v, mul(sub(mul(gradient, gradient), state.v), 1 - beta2))
  const root = Math.sqrt(1 - Math.exp(step * Math.log(beta2)))
  const rate = (learningRate * root) / (1 - Math.exp(step * Math.log(beta1)))
  const change = div(m, add(sqrt(v), epsilon * root))
  return { parameter: sub(clone(parameter), mul(change, rate)), state: { m, v, step } }
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  options: { decayRate: number; decaySteps: number },
): number {
  return initialRate * Math.exp((Math.log(options.decayRate) * step) / options.decaySteps)
}

export function stepDecay(initialRate: number, step: number, options: { dropRate: number; dropEvery: number }): number {
  const drops = (step - (step % options.dropEvery)) / options.dropEvery
  return initialRate * Math.pow(options.dropRate, drops)
}
