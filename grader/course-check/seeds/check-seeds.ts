import { join } from 'node:path'
import { contendersOf, type Contender } from '../../course/contenders.ts'
import type { Course } from '../../course/course-folders.ts'
import type { LoadedExercise } from '../../grade-submission.ts'
import { openExercise } from '../open-exercise.ts'
import { graderKey, keysOf, type KeyOf } from './content-keys.ts'
import { startLane, type Lane, type LaneData } from './lane.ts'
import { openOutcomeStore, type OutcomeStore } from './outcome-store.ts'
import { deviations, expectedOf, rightRow, wrongRow, type Finished } from './rows.ts'
import { plannedRuns, seedCounts, tasksOf, type Run, type SeedCounts, type Task } from './runs.ts'
import { aboutSeeds, contentOf, enoughSeeds, seedsPath, writeSeedsTable, type SeedsTable } from './seeds-file.ts'
import { contradictionsOf } from './soundness.ts'
import { summary } from './summary.ts'

export interface CheckSeedsOptions {
  folders: readonly string[]
  /** Seeds for right answers; misconceptions get fewer, slow checks fewer still. */
  seeds: number
  /** How many gradings run at the same time. */
  lanes: number
  /** Folder of the data. */
  data: string | undefined
  /** Folder where finished gradings are kept. */
  kept: string
  /** The program that serves a lane when it runs as a thread. */
  program: URL
}

/** An exercise whose runs are planned. */
interface Planned {
  folder: string
  exercise: LoadedExercise
  contenders: readonly Contender[]
  /** The content before anything ran. */
  content: string
  runs: ReadonlyMap<string, readonly Run[]>
  keyOf: KeyOf
  store: OutcomeStore
}

/**
 * Grades the solution, the alternatives and the misconceptions of exercises under many seeds, writes each exercise's table where they are enough, and
 * prints what is not as it is to be. Gradings that were finished before are not done again unless something that they depend on
 * has changed.
 *
 * @param out folder for the compiled course
 * @returns the number of faults
 */
export async function checkSeeds(
  course: Course,
  out: string,
  options: CheckSeedsOptions,
  print: (line: string) => void,
): Promise<number> {
  const counts = seedCounts(options.seeds)
  const grader = await graderKey()
  const planned: Planned[] = []
  let faults = 0
  for (const folder of options.folders) {
    const exercise = await plan(course, folder, join(out, folder), grader, counts, options.kept, print)
    if (exercise === null) faults++
    else planned.push(exercise)
  }
  await runAll(planned, lanesData(course, out, planned, options.data), options, print)
  const tables: [string, SeedsTable][] = []
  for (const exercise of planned) {
    const table = tableOf(exercise, counts, print)
    tables.push([exercise.folder, table])
    if (options.seeds >= enoughSeeds) writeSeedsTable(course, exercise.folder, table)
    const contradictions = contradictionsOf(table)
    for (const message of contradictions) print(`${seedsPath(exercise.folder)}: ${message}`)
    faults += contradictions.length
  }
  for (const line of summary(tables)) print(line)
  print(
    faults === 0 ? 'The course is sound under every seed.' : `${faults} ${faults === 1 ? 'fault' : 'faults'} to mend.`,
  )
  return faults
}

async function plan(
  course: Course,
  folder: string,
  out: string,
  grader: string,
  counts: SeedCounts,
  kept: string,
  print: (line: string) => void,
): Promise<Planned | null> {
  const content = contentOf(course, folder)
  const { place, examined, faults } = await openExercise(course, folder, out, () => Promise.resolve(null))
  for (const { file, message } of faults) print(`${file}: ${message}`)
  if (examined === null || faults.length > 0) return null
  const { exercise } = examined
  const contenders = await contendersOf(place.course, exercise)
  return {
    folder,
    exercise,
    contenders,
    content,
    runs: new Map(contenders.map((contender) => [contender.name, plannedRuns(exercise, contender, counts)])),
    keyOf: keysOf(place.course, folder, out, grader),
    store: openOutcomeStore(join(kept, `${folder}.jsonl`)),
  }
}

function lanesData(course: Course, out: string, planned: readonly Planned[], data: string | undefined): LaneData {
  const courses = planned.map(({ folder }) => [folder, { ...course, compiled: join(out, folder, 'course') }])
  return { data, courses: Object.fromEntries(courses) as LaneData['courses'] }
}

async function runAll(
  planned: readonly Planned[],
  data: LaneData,
  { lanes, program }: CheckSeedsOptions,
  print: (line: string) => void,
): Promise<void> {
  const byFolder = new Map(planned.map((exercise) => [exercise.folder, exercise]))
  const tasks = planned.flatMap(missingTasks)
  const total = tasks.reduce((sum, { runs }) => sum + runs.length, 0)
  let done = 0
  const work = async (lane: Lane, task: Task): Promise<void> => {
    const { keyOf, store, contenders } = byFolder.get(task.folder) as Planned
    const contender = contenders.find(({ name }) => name === task.contender) as Contender
    const started = performance.now()
    await lane.work(task, ({ run, outcome }) => store.add(keyOf(contender, run), outcome))
    done += task.runs.length
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    print(`${done} of ${total}: ${task.folder}, ${task.contender}, ${task.runs.length} gradings in ${seconds} s`)
  }
  const open = Array.from({ length: Math.min(lanes, tasks.length) }, () => startLane(program, data))
  try {
    const waiting = tasks.filter(({ timed }) => !timed)
    const drain = async (lane: Lane): Promise<void> => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await work(lane, task)
    }
    await Promise.all(open.map(drain))
    for (const task of tasks.filter(({ timed }) => timed)) await work(open[0], task)
  } finally {
    await Promise.all(open.map((lane) => lane.close()))
  }
}

/** What is not finished, the longest first, so that the lanes end together. */
function missingTasks({ exercise, contenders, runs, keyOf, store }: Planned): Task[] {
  return contenders
    .flatMap((contender) => {
      const missing = (runs.get(contender.name) ?? []).filter((run) => store.get(keyOf(contender, run)) === null)
      return tasksOf(exercise, contender.name, missing)
    })
    .sort((first, second) => second.runs.length - first.runs.length)
}

function tableOf(
  { folder, exercise, contenders, content, runs, keyOf, store }: Planned,
  seeds: SeedCounts,
  print: (line: string) => void,
): SeedsTable {
  const rightAnswers: SeedsTable['rightAnswers'] = {}
  const misconceptions: SeedsTable['misconceptions'] = {}
  for (const contender of contenders) {
    const finished = (runs.get(contender.name) ?? []).flatMap((run): Finished[] => {
      const outcome = store.get(keyOf(contender, run))
      return outcome === null ? [] : [{ run, outcome }]
    })
    const expected = expectedOf(exercise, contenders, contender)
    const row =
      contender.kind === 'right'
        ? (rightAnswers[contender.name] = rightRow(finished))
        : (misconceptions[contender.name] = wrongRow(expected, finished))
    for (const one of finished) {
      const found = deviations(expected, one, row)
      if (found.length > 0) print(sentence(folder, contender, one, found))
    }
  }
  return { about: aboutSeeds, content, seeds, rightAnswers, misconceptions }
}

/** What one run showed, so that it can be understood and run again. */
function sentence(folder: string, { name }: Contender, { run, outcome }: Finished, found: readonly string[]): string {
  const seen = outcome.unpassed
    .filter(({ status }) => status !== 'blocked')
    .map(({ id, status, diagnosis, message }) => `${id} (${status}, ${diagnosis ?? 'nothing named'}): ${message}`)
  return `${folder}, ${name}, seed ${run.seed} (${outcome.seed}): ${found.join(', ')}; ${seen.join('; ') || 'all passed'}`
}
