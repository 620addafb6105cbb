/**
 * How threads wait for each other, in shared memory: two counters that only grow, and what a round is about. The caller announces a round with
 * the first counter; every other thread adds to the second when it has done its part.
 * @internal
 */
export type Signals = Int32Array<SharedArrayBuffer>

const announced = 0
const done = 1
const programOfRound = 2
const phaseOfRound = 3
const failed = 4

/** The number of no program: a round in which each thread takes in what it was sent. @internal */
export const mailRound = -1

/** Looks so often before it goes to sleep: a round follows the one before within microseconds while a step runs. */
const looks = 20_000

/** Counters at 0. @internal */
export function createSignals(): Signals {
  return new Int32Array(new SharedArrayBuffer(5 * Int32Array.BYTES_PER_ELEMENT))
}

/** Tells the others that a round has begun, and what is to be done in it. @internal */
export function announce(signals: Signals, program: number, phase: number): void {
  Atomics.store(signals, programOfRound, program)
  Atomics.store(signals, phaseOfRound, phase)
  Atomics.add(signals, announced, 1)
  Atomics.notify(signals, announced)
}

/** Waits until round `round` (counted from 1) has been announced. @internal */
export function awaitRound(signals: Signals, round: number): void {
  awaitCount(signals, announced, round)
}

/** The program of the round that has been announced. @internal */
export function programOf(signals: Signals): number {
  return Atomics.load(signals, programOfRound)
}

/** The phase of the round that has been announced. @internal */
export function phaseOf(signals: Signals): number {
  return Atomics.load(signals, phaseOfRound)
}

/** Tells the caller that this thread has done its part. @internal */
export function report(signals: Signals): void {
  Atomics.add(signals, done, 1)
  Atomics.notify(signals, done)
}

/** Waits until there were so many reports in all. @internal */
export function awaitReports(signals: Signals, count: number): void {
  awaitCount(signals, done, count)
}

/** The counters wrap around after 2^31 rounds; their difference to `count` doesn't care. */
function awaitCount(signals: Signals, counter: number, count: number): void {
  for (let look = 0; look < looks; look++) {
    if (((Atomics.load(signals, counter) - count) | 0) >= 0) return
  }
  for (;;) {
    const now = Atomics.load(signals, counter)
    if (((now - count) | 0) >= 0) return
    Atomics.wait(signals, counter, now)
  }
}

/** Tells the caller that this thread could not do its part. @internal */
export function fail(signals: Signals): void {
  Atomics.store(signals, failed, 1)
}

/** Whether any thread has ever failed. @internal */
export function hasFailed(signals: Signals): boolean {
  return Atomics.load(signals, failed) === 1
}
