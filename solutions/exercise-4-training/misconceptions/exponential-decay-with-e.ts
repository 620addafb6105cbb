import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The rate decays with the power of e', zh: '用 e 的幂来衰减' },
  explanation: {
    en: 'You compute exp(-decayRate * step / decaySteps). Here decayRate is the factor itself: after decaySteps steps the rate has been multiplied by decayRate, 0.9 leaves 90%.',
    zh: '你算的是 exp(-decayRate * step / decaySteps)。这里的 decayRate 就是倍率本身：过了 decaySteps 步，学习率恰好乘上一个 decayRate，0.9 就是剩下 90%。',
  },
  caughtBy: 'exponentialDecay-values',
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  { decayRate, decaySteps }: { decayRate: number; decaySteps: number },
): number {
  return initialRate * Math.exp((-decayRate * step) / decaySteps)
}
