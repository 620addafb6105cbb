import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The smooth decay goes by steps', zh: '平滑衰减变成了阶梯' },
  explanation: {
    en: 'You round step / decaySteps down: the rate stays the same for decaySteps steps and then drops. That is the other schedule, stepDecay. Here the exponent takes every value in between.',
    zh: '你把 step / decaySteps 取了整：学习率在 decaySteps 步之内不变，然后突然下降。那是另一个策略 stepDecay。这里的指数要取到中间的每个值。',
  },
  caughtBy: 'exponentialDecay-values',
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  { decayRate, decaySteps }: { decayRate: number; decaySteps: number },
): number {
  return initialRate * decayRate ** Math.floor(step / decaySteps)
}
