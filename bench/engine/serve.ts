import { createInterface } from 'node:readline'
import { readInputs } from './inputs.ts'
import { fingerprint, type Answer, type Fingerprints, type Hello, type Request } from './protocol.ts'
import type { Inputs } from './workloads.ts'

/** What a run gives: the loss of a training step; or how to read what it computed, and to free it, neither of which is timed. */
export type Outcome = { loss: number } | { read: () => { [name: string]: ArrayLike<number> }; dispose?: () => void }

/** One run, and all that is timed: when it returns, everything has been computed. */
export type Trial = () => Outcome | Promise<Outcome>

export type Runner = {
  version: string
  mostThreads: number
  /** By workload; called once, before its first run, to lay the inputs where the runner computes. */
  trials: { [workload: string]: (inputs: Inputs) => Trial | Promise<Trial> }
}

/**
 * The life of a runner: says hello, then answers requests until its input ends. What a workload throws is its answer.
 *
 * @param start gives the runner for so many threads, or why there is none
 */
export async function serve(start: (threads: number) => Promise<Runner | { absent: string }>): Promise<void> {
  const [folder, threads] = process.argv.slice(2)
  const runner = await start(Number(threads)).catch((error: unknown) => ({ absent: messageOf(error) }))
  if ('absent' in runner) {
    say(runner)
    return
  }
  say({ version: runner.version, mostThreads: runner.mostThreads, workloads: Object.keys(runner.trials) })
  const prepared: { [workload: string]: Trial } = {}
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request
    try {
      prepared[request.workload] ??= await runner.trials[request.workload](readInputs(folder, request.workload))
      say(await take(prepared[request.workload], request))
    } catch (error) {
      say({ error: messageOf(error) })
    }
  }
  process.exit() // threads that wait for work would keep it alive
}

async function take(trial: Trial, { repeat, fingerprints }: Request): Promise<Answer> {
  const milliseconds: number[] = []
  const losses: number[] = []
  let found: Fingerprints | undefined
  for (let run = 1; run <= repeat; run++) {
    const started = performance.now()
    const outcome = await trial()
    milliseconds.push(performance.now() - started)
    if ('loss' in outcome) {
      losses.push(outcome.loss)
    } else {
      if (fingerprints && run === repeat) found = fingerprintsOf(outcome.read())
      outcome.dispose?.()
    }
  }
  return { milliseconds, losses, fingerprints: found }
}

function fingerprintsOf(tensors: { [name: string]: ArrayLike<number> }): Fingerprints {
  return Object.fromEntries(Object.entries(tensors).map(([name, values]) => [name, fingerprint(values)]))
}

function say(message: Hello | Answer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
