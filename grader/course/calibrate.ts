import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSubmission } from '../cli/grade-sources.ts'
import { packageVersion } from '../cli/package-folder.ts'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import type { AccuracyCheck, Calibration, Check } from '../exercise.ts'
import type { LoadedExercise } from '../grade-submission.ts'
import { randomOf } from '../seeds.ts'
import { contendersOf, type Contender } from './contenders.ts'
import { calibrationFile, loadExercise, type CompiledCourse } from './load-exercise.ts'
import { partsOfCheck } from './parts-of-check.ts'
import { engineRoot } from './solution-submission.ts'

/** Differences of accuracy to the reference, one a seed. */
export interface Distribution {
  mean: number
  standardDeviation: number
  least: number
  greatest: number
  seeds: number
}

/** What is kept of one accuracy check. */
export interface CheckCalibration {
  floor: number
  target: number
  reference: Distribution
  /** By name: the solution, the alternatives, the misconceptions of the parts that train. */
  right: Record<string, Distribution>
  wrong: Record<string, Distribution & { harmsTraining: boolean }>
}

interface CalibrationFile extends Calibration {
  about: string
  checks: { [checkId: string]: CheckCalibration }
}

/** Accuracies by contender, in the order of the seeds. */
type Measurements = Record<string, number[]>

/** Misconceptions that don't harm training set no threshold: their distribution is only told, from fewer seeds. */
const harmlessSeeds = 10

/**
 * Trains the reference, the solution, the alternatives and the misconceptions under each seed, and sets the thresholds of the
 * exercise's accuracy checks on the difference to the reference: target = mean - 6 standard deviations of the right ones, pooled;
 * floor = the highest mean + 3 standard deviations of the harmful misconceptions. Finished seeds are kept in a file beside the calibration.
 *
 * @throws Error where floor and target don't stand apart
 */
export async function calibrate(
  course: CompiledCourse,
  folder: string,
  images: ImageSource,
  seeds: number,
  say: (line: string) => void,
): Promise<void> {
  const exercise = await loadExercise(course, folder)
  const contenders = await contendersOf(course, exercise)
  const checks: CalibrationFile['checks'] = {}
  for (const check of exercise.checks.filter(isAccuracyCheck)) {
    const progressFile = join(course.directory, 'exercises', folder, `.${check.id}.calibration-progress.json`)
    const measured: Measurements = existsSync(progressFile)
      ? (JSON.parse(readFileSync(progressFile, 'utf8')) as Measurements)
      : {}
    const save = (): void => writeWhole(progressFile, measured)
    await measureAll({ exercise, check, contenders, images, seeds }, measured, save, say)
    checks[check.id] = thresholds(check, contenders, measured)
    rmSync(progressFile)
    say(`${check.id}: floor ${checks[check.id].floor.toFixed(4)}, target ${checks[check.id].target.toFixed(4)}`)
  }
  const file: CalibrationFile = {
    version: `${packageVersion()}-${new Date().toISOString().slice(0, 10)}`,
    about:
      'Written by `grade calibrate`. Differences of test accuracy to the reference, trained from the same start on the same images. ' +
      'No threshold counts on misconceptions with harmsTraining false: some learn as well as right answers do. Gradients and values catch them.',
    checks,
  }
  writeWhole(calibrationFile(course, folder), file)
}

function isAccuracyCheck(check: Check): check is AccuracyCheck {
  return check.kind === 'accuracy'
}

interface Campaign {
  exercise: LoadedExercise
  check: AccuracyCheck
  contenders: readonly Contender[]
  images: ImageSource
  seeds: number
}

async function measureAll(
  { exercise, check, contenders, images, seeds }: Campaign,
  measured: Measurements,
  save: () => void,
  say: (line: string) => void,
): Promise<void> {
  const parts = partsOfCheck(exercise, check)
  const trained = contenders.filter(({ part }) => part === null || parts.has(part))
  for (let seed = (measured.reference ?? []).length; seed < seeds; seed++) {
    const random = () => randomOf(`calibration ${seed}`, check.id)
    const reference = await check.training.measure(exercise, images, random(), null)
    const accuracies: Record<string, number> = { reference: reference.accuracy }
    for (const { name, submission, kind, harmsTraining } of trained) {
      if (kind === 'wrong' && !harmsTraining && seed >= harmlessSeeds) continue
      const subject = startSubmission(exercise, submission, { engineRoot })
      try {
        accuracies[name] = (await check.training.measure(exercise, images, random(), subject)).accuracy
      } catch {
        // A misconception that breaks training earns what guessing earns.
        accuracies[name] = 0.1
      } finally {
        await subject.close()
      }
    }
    for (const [name, accuracy] of Object.entries(accuracies)) (measured[name] ??= []).push(accuracy)
    save()
    say(`${check.id}: seed ${seed + 1} of ${seeds}, reference ${(100 * reference.accuracy).toFixed(1)}%`)
  }
}

function thresholds(
  { id, training }: AccuracyCheck,
  contenders: readonly Contender[],
  measured: Measurements,
): CheckCalibration {
  const differences = ({ name }: { name: string }): number[] =>
    (measured[name] ?? []).map((accuracy, seed) => accuracy - measured.reference[seed])
  const present = contenders.filter(({ name }) => measured[name] !== undefined)
  const right = present.filter(({ kind }) => kind === 'right')
  const wrong = present.filter(({ kind }) => kind === 'wrong')
  const pooled = distribution(right.flatMap(differences))
  const target = Math.min(pooled.mean - 6 * pooled.standardDeviation, -training.rounding)
  const harmful = wrong.filter(({ harmsTraining }) => harmsTraining)
  const tops = harmful.map((contender) => {
    const { mean, standardDeviation } = distribution(differences(contender))
    return { name: contender.name, top: mean + 3 * standardDeviation }
  })
  const highest = tops.reduce((kept, top) => (top.top > kept.top ? top : kept), {
    name: 'an untrained network',
    top: -1,
  })
  if (highest.top >= target) {
    throw new Error(
      `${id}: ${highest.name} reaches ${highest.top.toFixed(4)} (mean + 3 standard deviations), above the target ${target.toFixed(4)}: train longer, or mark it harmsTraining: false where other checks catch it`,
    )
  }
  return {
    floor: rounded(highest.top),
    target: rounded(target),
    reference: distribution(measured.reference),
    right: Object.fromEntries(right.map((contender) => [contender.name, distribution(differences(contender))])),
    wrong: Object.fromEntries(
      wrong.map((contender) => [
        contender.name,
        { ...distribution(differences(contender)), harmsTraining: contender.harmsTraining },
      ]),
    ),
  }
}

function distribution(numbers: readonly number[]): Distribution {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / Math.max(1, numbers.length - 1)
  return {
    mean: rounded(mean),
    standardDeviation: rounded(Math.sqrt(variance)),
    least: rounded(Math.min(...numbers)),
    greatest: rounded(Math.max(...numbers)),
    seeds: numbers.length,
  }
}

function rounded(number: number): number {
  return Math.round(number * 1e5) / 1e5
}

/** A kill in the middle of writing leaves the file as it was. */
function writeWhole(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
