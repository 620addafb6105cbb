import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The rate decays at every step', zh: '每一步都衰减' },
  explanation: {
    en: 'Your exponent is step alone: the whole decayRate is applied at each step, and after a hundred steps nothing is left of the rate. One decayRate belongs to decaySteps steps.',
    zh: '你的指数只有 step：每一步都乘一个完整的 decayRate，一百步后学习率就所剩无几了。decaySteps 步才乘一个 decayRate。',
  },
  caughtBy: 'exponentialDecay-values',
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  { decayRate }: { decayRate: number; decaySteps: number },
): number {
  return initialRate * decayRate ** step
}
