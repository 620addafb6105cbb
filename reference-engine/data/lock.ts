import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './data-error.ts'

/**
 * Runs `work` while no other process holds the lock of this folder, waiting for it first. A lock whose holder died is
 * taken over after 20 s.
 *
 * @param work given a signal that also aborts when the lock was lost (the machine slept, say)
 * @internal
 */
export async function withLock<Result>(
  folder: string,
  onWait: () => void,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { default: lockfile } = await import('proper-lockfile')
  const lost = new AbortController()
  const options = {
    lockfilePath: join(folder, 'cifar10.lock'),
    stale: 20_000,
    update: 4_000,
    onCompromised: (error: Error) => lost.abort(error),
  }
  const acquire = async (): Promise<() => Promise<void>> => {
    for (;;) {
      try {
        return await lockfile.lock(folder, options)
      } catch (error) {
        if (errorCode(error) !== 'ELOCKED') throw error
        onWait()
        await sleep(250, undefined, { signal })
      }
    }
  }
  const release = await acquire()
  try {
    return await work(AbortSignal.any(signal ? [signal, lost.signal] : [lost.signal]))
  } finally {
    if (!lost.signal.aborted) await release()
  }
}
