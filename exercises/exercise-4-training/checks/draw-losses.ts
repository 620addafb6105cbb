import type { Random } from 'grade-descent/engine/random'

export type LossesCase = [validationLosses: number[], options: { patience: number; minDelta: number }]

/** Each case asks one question of the rule; its losses are multiples of 1/64, so that every way to write it rounds alike. */
const draws: readonly ((random: Random) => LossesCase)[] = [stops, goesOn, ties, smallSteps, notInARow, withNaN, creeps]

export const lossCases = draws.length

export function drawLosses(random: Random, index: number): LossesCase {
  return draws[index](random)
}

/** Falls, then stays up for as long as it takes, though lower than the epoch before; a loss below the best comes too late. */
function stops(random: Random): LossesCase {
  const patience = 2 + random.integer(3)
  const best = between(random, 0.5, 1)
  const down = falling(random, best, 2 + random.integer(3), 0.125)
  const up = [best + 0.5, ...Array.from({ length: patience }, () => best + between(random, 0.25, 0.5))]
  return [[...down, ...up, best - 0.25, best - 0.375], { patience, minDelta: 0 }]
}

/** Never runs out of patience, though it is lost twice for a while. */
function goesOn(random: Random): LossesCase {
  const patience = 3 + random.integer(2)
  const best = between(random, 1, 1.5)
  const worse = (): number[] => Array.from({ length: patience - 1 }, () => best + between(random, 0.25, 0.5))
  const down = falling(random, best, 3, 0.125)
  return [[...down, ...worse(), best - 0.25, ...worse()], { patience, minDelta: 0 }]
}

/** Equals the best again and again. */
function ties(random: Random): LossesCase {
  const patience = 2 + random.integer(2)
  const best = between(random, 0.5, 1)
  const down = falling(random, best, 2, 0.25)
  return [[...down, ...Array<number>(patience + 2).fill(best)], { patience, minDelta: 0 }]
}

/** Improves by exactly minDelta, which is not enough, and later by more; then rises by less than minDelta. */
function smallSteps(random: Random): LossesCase {
  const minDelta = (4 + random.integer(5)) / 64
  const best = between(random, 1, 1.5)
  const down = falling(random, best, 2, 0.5)
  return [
    [
      ...down,
      best - minDelta,
      best - 1 / 64,
      best - minDelta - 1 / 64,
      best - minDelta + 1 / 64,
      best + 0.125,
      best + 0.25,
    ],
    { patience: 3, minDelta },
  ]
}

/** Up and down by turns: many epochs without improvement, never enough of them in a row. */
function notInARow(random: Random): LossesCase {
  const patience = 2 + random.integer(2)
  const top = between(random, 2, 2.5)
  const losses = [top]
  for (let turn = 1; turn <= 4; turn++) {
    const best = top - turn / 4
    losses.push(...Array.from({ length: patience - 1 }, () => best + between(random, 0.375, 0.625)), best)
  }
  return [losses, { patience, minDelta: 0 }]
}

/** Training breaks down: what is no number is no improvement, and uses up patience. */
function withNaN(random: Random): LossesCase {
  const patience = 3 + random.integer(2)
  const best = between(random, 0.5, 1)
  const broken = Array.from({ length: patience }, (_, turn) => (turn === 1 ? best + 0.25 : NaN))
  return [[...falling(random, best, 2, 0.25), ...broken, NaN, best - 0.25], { patience, minDelta: 0 }]
}

/** Many steps below minDelta, which add up to more than it: measured from the best that counted. */
function creeps(random: Random): LossesCase {
  const minDelta = (9 + random.integer(4)) / 64
  const start = between(random, 2, 2.5)
  const pace = 5 / 64
  return [Array.from({ length: 12 }, (_, epoch) => start - epoch * pace), { patience: 4, minDelta }]
}

/** From above down to `best`, in steps of `pace` and a little more. */
function falling(random: Random, best: number, count: number, pace: number): number[] {
  const losses = [best]
  for (let step = 1; step < count; step++) losses.unshift(losses[0] + pace + between(random, 1 / 64, 0.25))
  return losses
}

/** A multiple of 1/64 in [low, high). */
function between(random: Random, low: number, high: number): number {
  return Math.floor(random.uniform(low, high) * 64) / 64
}
