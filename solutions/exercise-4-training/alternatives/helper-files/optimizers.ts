// Helpers in files of their own; the functions are arrow functions.
import type { Tensor } from 'grade-descent/student'
import { elementwise } from './elementwise.ts'

type Step<State, Options> = (
  parameter: Tensor,
  gradient: Tensor,
  state: State,
  options: Options,
) => { parameter: Tensor; state: State }

export const momentum: Step<{ velocity: Tensor }, { learningRate: number; momentum: number }> = (
  parameter,
  gradient,
  state,
  options,
) => {
  const velocity = elementwise((v, g) => options.momentum * v - options.learningRate * g, state.velocity, gradient)
  return { parameter: elementwise((p, v) => p + v, parameter, velocity), state: { velocity } }
}

const blend =
  (kept: number) =>
  (before: number, value: number): number =>
    kept * before + (1 - kept) * value

export const rmsProp: Step<{ meanSquare: Tensor }, { learningRate: number; decay: number; epsilon: number }> = (
  parameter,
  gradient,
  state,
  { learningRate, decay, epsilon },
) => {
  const meanSquare = elementwise((before, g) => blend(decay)(before, g ** 2), state.meanSquare, gradient)
  const moved = elementwise(
    (p, g, square) => p - (learningRate / (Math.sqrt(square) + epsilon)) * g,
    parameter,
    gradient,
    meanSquare,
  )
  return { parameter: moved, state: { meanSquare } }
}

export const adam: Step<
  { m: Tensor; v: Tensor; step: number },
  { learningRate: number; beta1: number; beta2: number; epsilon: number }
> = (parameter, gradient, state, { learningRate, beta1, beta2, epsilon }) => {
  const step = state.step + 1
  const m = elementwise(blend(beta1), state.m, gradient)
  const v = elementwise((before, g) => blend(beta2)(before, g ** 2), state.v, gradient)
  const corrected = (mean: number, beta: number): number => mean / (1 - beta ** step)
  const moved = elementwise(
    (p, first, second) =>
      p - (learningRate * corrected(first, beta1)) / (Math.sqrt(corrected(second, beta2)) + epsilon),
    parameter,
    m,
    v,
  )
  return { parameter: moved, state: { m, v, step } }
}

const decayed = (rate: number, factor: number, times: number): number => rate * factor ** times

export const exponentialDecay = (
  initialRate: number,
  step: number,
  { decayRate, decaySteps }: { decayRate: number; decaySteps: number },
): number => decayed(initialRate, decayRate, step / decaySteps)

export const stepDecay = (
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number => decayed(initialRate, dropRate, Math.trunc(step / dropEvery))

export default { momentum, rmsProp, adam }
