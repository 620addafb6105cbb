import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProcessorClock, residentMegabytes } from './child-usage.ts'
import { createFrameAssembler, decodeFrame } from './frames.ts'
import { diesWithGrader, runtimeMegabytes, signalGroup, spawnRunner, type RunnerOptions } from './spawn-runner.ts'

/** Why a child is gone. */
export interface Death {
  cause: 'timed-out' | 'memory' | 'broken-frame' | 'ended'
  code: number | null
  signal: NodeJS.Signals | null
  /** What node itself said at the end. */
  stderr: string
  /** The most memory it was seen to hold, in megabytes; 0 when it was never looked at. */
  megabytes: number
  /** True when it died before it was ready, so before it met the submission. */
  beforeReady: boolean
}

/** How one request ended: with the values of the answering frame, or with the child's death. */
export type Outcome = { answer: unknown[]; processorMs: number | null } | { death: Death }

export type OnOutput = (text: string, truncated: boolean) => void

export interface Child {
  /** Sends a frame and waits for the answer, about `limitMs` at most; one request at a time. */
  request(frame: Uint8Array, limitMs: number, onOutput: OnOutput): Promise<Outcome>
  isDead(): boolean
  close(): Promise<void>
}

interface Pending {
  settle(outcome: Outcome): void
  onOutput: OnOutput
  limitMs: number
  started: number
}

/** How often a long request is looked at. */
const watchMs = 50

/** A request that a busy machine gave less than this share of its time is given more, up to `patience` times the limit. */
const fairShare = 0.6
const patience = 4

const keptStderr = 16 * 1024

/** Starts a child and talks with it; it is stopped whenever it has no request in hand, where the system lets us. */
export function startChild(options: RunnerOptions): Child {
  const folder = mkdtempSync(join(tmpdir(), 'grade-descent-child-'))
  const { process: spawned, stdout, stderr, requests, replies } = spawnRunner(options, folder)
  const pid = spawned.pid ?? 0
  const clock = openProcessorClock(pid)
  const assemble = createFrameAssembler()
  const mayStop = diesWithGrader()
  const timer = setTimeout(() => void watch(), watchMs)
  let ready = false
  let stopped = false
  let processorBefore: number | null = 0
  let killedFor: Death['cause'] = 'ended'
  let stderrText = ''
  let megabytes = 0
  let pending: Pending | null = null
  let death: Death | null = null

  function kill(cause: Death['cause']): void {
    if (killedFor === 'ended') killedFor = cause
    signalGroup(spawned, 'SIGKILL')
  }

  function buried(code: number | null, signal: NodeJS.Signals | null): void {
    if (death) return
    death = { cause: killedFor, code, signal, stderr: stderrText, megabytes, beforeReady: !ready }
    clearTimeout(timer)
    clock.close()
    rmSync(folder, { recursive: true, force: true })
    pending?.settle({ death })
    pending = null
  }

  function receive(values: unknown[]): void {
    if (values[0] === 'ready' && !ready) ready = true
    else if (!pending || !ready) kill('broken-frame')
    else if (values[0] === 'output') pending.onOutput(String(values[2]), values[3] === true)
    else settle(pending, values)
  }

  function settle(request: Pending, answer: unknown[]): void {
    // What the child does after an answer counts for its next request, so that nothing is gained by putting work off.
    const processorNow = clock.read()
    const processorMs = difference(processorNow, processorBefore)
    processorBefore = processorNow
    pending = null
    request.settle({ answer, processorMs })
    if (mayStop) setImmediate(stopIdle)
  }

  /** A child whose next request follows at once is not worth the two signals. */
  function stopIdle(): void {
    if (!pending && !stopped && !death) stopped = signalGroup(spawned, 'SIGSTOP')
  }

  async function watch(): Promise<void> {
    const request = pending
    if (!request) return
    megabytes = Math.max(megabytes, (await residentMegabytes(pid)) ?? 0)
    if (megabytes > options.limits.memoryMb + runtimeMegabytes) return kill('memory')
    if (isOverdue(request, difference(clock.read(), processorBefore))) {
      // The answer may have come while the grader itself was busy: let it be read before judging.
      await new Promise((resolve) => setImmediate(resolve))
      if (pending === request) kill('timed-out')
    } else if (pending) {
      timer.refresh()
    }
  }

  replies.on('data', (piece: Uint8Array) => {
    if (killedFor !== 'ended') return
    try {
      for (const body of assemble(piece)) receive(decodeFrame(body))
    } catch {
      kill('broken-frame')
    }
  })
  stderr.on('data', (piece: Buffer) => {
    if (stderrText.length < keptStderr) stderrText += piece.toString('utf8')
  })
  stdout.resume()
  // A pipe that breaks is the child's death, which `close` reports.
  for (const stream of [stdout, stderr, requests, replies]) stream.on('error', () => undefined)
  spawned.on('error', (error) => {
    stderrText += error.message
    buried(null, null)
  })
  spawned.on('close', buried)

  return {
    isDead: () => death !== null,
    request: (frame, limitMs, onOutput) =>
      new Promise((resolve) => {
        if (death) return resolve({ death })
        pending = { settle: resolve, onOutput, limitMs, started: performance.now() }
        if (stopped) signalGroup(spawned, 'SIGCONT')
        stopped = false
        timer.refresh()
        requests.write(frame)
      }),
    close: () =>
      new Promise((resolve) => {
        if (death) return resolve()
        spawned.once('close', () => resolve())
        kill('ended')
      }),
  }
}

function isOverdue(request: Pending, processorMs: number | null): boolean {
  const elapsed = performance.now() - request.started
  if (elapsed < request.limitMs) return false
  const used = processorMs ?? elapsed
  return used >= fairShare * request.limitMs || elapsed >= patience * request.limitMs
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : after - before
}
