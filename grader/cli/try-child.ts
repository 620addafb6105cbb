import { bundleSubmission } from '../submission/bundle-submission.ts'
import { startSubject } from '../subject/start-subject.ts'

const file = 'trial.ts'

/** Bundles a one-line function and calls it in a child; what went wrong, or null. */
export async function tryChild(runnerPath: string): Promise<string | null> {
  const submission = bundleSubmission({
    files: new Map([[file, 'export function twice(x: number): number { return 2 * x }']]),
    entries: [file],
    kitNames: [],
  })
  const subject = startSubject({
    submission,
    parts: { twice: { file } },
    limits: { callMs: 10_000, loadMs: 10_000, memoryMb: 512, outputMb: 1 },
    runnerPath,
    isolation: 'process',
  })
  try {
    const { value } = await subject.call('twice', [21])
    return value === 42 ? null : `2 * 21 gave ${String(value)}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await subject.close()
  }
}
