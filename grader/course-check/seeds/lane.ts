import { parentPort, workerData, Worker } from 'node:worker_threads'
import { imageOpener } from '../../cli/image-opener.ts'
import { contendersOf, type Contender } from '../../course/contenders.ts'
import { loadExercise, loadMisconceptions, type CompiledCourse } from '../../course/load-exercise.ts'
import { wordsOf } from '../words-of.ts'
import { measure, type Bench } from './measure.ts'
import type { Finished } from './rows.ts'
import type { Task } from './runs.ts'

/** What a lane is told when it starts: where each exercise is compiled, and where the data are. */
export interface LaneData {
  courses: Record<string, CompiledCourse>
  data: string | undefined
}

type Message = Finished | 'done' | { failed: string }

/** A thread that measures, one task after the other. */
export interface Lane {
  work(task: Task, onFinished: (finished: Finished) => void): Promise<void>
  close(): Promise<void>
}

/** @param program the program that calls `serveLane` when it runs as a thread */
export function startLane(program: URL, data: LaneData): Lane {
  const worker = new Worker(program, { workerData: data })
  return {
    work: (task, onFinished) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error): void => {
          worker.off('message', onMessage).off('error', end)
          if (error === undefined) resolve()
          else reject(error)
        }
        const onMessage = (message: Message): void => {
          if (message === 'done') end()
          else if ('failed' in message) end(new Error(`${task.folder}, ${task.contender}: ${message.failed}`))
          else onFinished(message)
        }
        worker.on('message', onMessage).on('error', end)
        worker.postMessage(task)
      }),
    close: async () => void (await worker.terminate()),
  }
}

/** The thread's own side. */
export function serveLane(): void {
  const { courses, data } = workerData as LaneData
  const images = imageOpener({ data, offline: false, language: 'en' })
  const opened = new Map<string, Promise<Opened>>()

  interface Opened {
    bench: Bench
    contenders: Contender[]
  }

  async function open(folder: string): Promise<Opened> {
    const course = courses[folder]
    const exercise = await loadExercise(course, folder)
    const bugs = await loadMisconceptions(course, folder)
    return { bench: { course, exercise, bugs, images }, contenders: await contendersOf(course, exercise) }
  }

  function openOnce(folder: string): Promise<Opened> {
    const known = opened.get(folder) ?? open(folder)
    opened.set(folder, known)
    return known
  }

  async function work({ folder, contender, runs }: Task): Promise<Message> {
    try {
      const { bench, contenders } = await openOnce(folder)
      const found = contenders.find(({ name }) => name === contender)
      if (found === undefined) throw new Error('is no longer there')
      await measure(bench, found, runs, (run, outcome) => send({ run, outcome }))
      return 'done'
    } catch (error) {
      return { failed: wordsOf(error) }
    }
  }

  function send(message: Message): void {
    parentPort?.postMessage(message)
  }

  parentPort?.on('message', (task: Task) => void work(task).then(send))
}
