import type { SeedsTable } from './seeds-file.ts'

const fewestNamed = 0.99

/** What a table says that must not be; empty where the exercise is sound under every seed. */
export function contradictionsOf({ rightAnswers, misconceptions }: SeedsTable): string[] {
  const wrong = Object.entries(misconceptions)
  const named = wrong.reduce((total, [, row]) => total + row.named, 0)
  const toBeNamed = wrong.reduce((total, [, row]) => total + row.toBeNamed, 0)
  return [
    ...Object.entries(rightAnswers).flatMap(([name, { runs, unjudged }]) => [
      ...Object.entries(runs)
        .filter(([, { mostLost }]) => mostLost > 0)
        .map(([kind, { mostLost }]) => `${name} is right and loses up to ${mostLost} points (${kind})`),
      ...notJudged(name, unjudged),
    ]),
    ...wrong.flatMap(([name, { runs, misnamed, unjudged }]) => [
      ...Object.entries(runs)
        .filter(([, { leastLost, mostLost }]) => leastLost !== mostLost)
        .map(([kind, { leastLost, mostLost }]) => `${name} loses ${leastLost} to ${mostLost} points (${kind})`),
      ...(misnamed > 0 ? [`${name} is taken for another in ${misnamed} gradings`] : []),
      ...notJudged(name, unjudged),
    ]),
    ...(named < fewestNamed * toBeNamed ? [`only ${named} of ${toBeNamed} gradings name the misconception`] : []),
  ]
}

function notJudged(name: string, unjudged: number): string[] {
  return unjudged > 0 ? [`${name} could not be judged in ${unjudged} gradings`] : []
}
