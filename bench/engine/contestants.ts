import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, parse } from 'node:path'
import { startContestant, type Absent, type Contestant } from './contestant.ts'

/** Every thread count that the benchmark asks for, as far as the machine has cores. */
const threadCounts = [1, 2]

/**
 * Starts every runner of a folder: each on one thread, and those that can on two as well.
 *
 * @param without runners (on any number of threads) and contestants to leave out, by name
 * @throws Error when there is none of a name in `without`
 */
export async function startContestants(
  folder: string,
  inputs: string,
  without: readonly string[],
): Promise<(Contestant | Absent)[]> {
  const runners = readdirSync(folder)
    .sort()
    .map((file) => ({ runner: parse(file).name, file: join(folder, file) }))
  const names = runners.flatMap(({ runner }) => threadCounts.map((threads) => nameOf(runner, threads)))
  const unknown = without.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`--without: there is no ${unknown}, only ${names.join(', ')}`)
  const wanted = runners.filter(({ runner }) => !without.includes(runner))
  const start = (runner: string, file: string, threads: number) =>
    startContestant({ name: nameOf(runner, threads), file, threads }, inputs)
  const started = await Promise.all(
    wanted.map(async ({ runner, file }) => {
      const first = await start(runner, file, 1)
      // One after the other: both are built into the same file.
      const others: (Contestant | Absent)[] = []
      for (const threads of threadCounts.slice(1)) {
        if ('absent' in first || threads > Math.min(first.mostThreads, cpus().length)) continue
        if (!without.includes(nameOf(runner, threads))) others.push(await start(runner, file, threads))
      }
      return [first, ...others]
    }),
  )
  return started.flat()
}

function nameOf(runner: string, threads: number): string {
  return threads === 1 ? runner : `${runner}-${threads}-threads`
}
