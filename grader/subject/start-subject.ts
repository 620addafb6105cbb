import type { Limits } from '../exercise.ts'
import type { BundledSubmission } from '../submission/bundle-submission.ts'
import { startChild, type Child, type Death, type Outcome } from './child.ts'
import { createFrameEncoder } from './frames.ts'
import type { Failure, RequestKind } from './messages.ts'
import { brokenFrame, deathError, failureError, type Doing } from './subject-errors.ts'
import {
  SubjectError,
  type CallOptions,
  type Handle,
  type Reply,
  type Subject,
  type ThrownCall,
  type Value,
} from './subject.ts'
import { createOutputCollector } from './output-collector.ts'

export interface SubjectOptions {
  /** May still be under way: the child starts meanwhile. */
  submission: BundledSubmission | Promise<BundledSubmission>
  /** The file that exports each part. */
  parts: { readonly [part: string]: { readonly file: string } }
  limits: Limits
  /** The built runner, `dist/runner.cjs`. */
  runnerPath: string
  isolation: 'process'
  /** One that is starting already, under the same limits. */
  child?: Child
}

/** Wall-clock milliseconds to read a kept value again. */
const readMs = 10_000

/**
 * Starts a process for the submission's code, at once. A file is loaded when one of its parts is first called. When the process
 * dies, the call that it died in fails and the next one starts another; a file that can't be loaded is not tried again.
 *
 * Calls throw a SubjectError where the submission is at fault, any other error where the grader is.
 */
export function startSubject(options: SubjectOptions): Subject {
  const submission = Promise.resolve(options.submission)
  // Each call reports it; before the first one nobody listens.
  submission.catch(() => undefined)
  const output = createOutputCollector()
  const encode = createFrameEncoder({ handleOf, seedOf })
  const loadErrors = new Map<string, SubjectError>()
  const loaded = new Set<string>()
  const handles = new Set<number>()
  let child: Child = options.child ?? startChild(options)
  let lastDeath: SubjectError | null = null
  let closed = false
  let requests = 0
  let lastHandle = 0
  let released: number[] = []
  let turn: Promise<unknown> = Promise.resolve()

  /** Calls are made one after the other, whoever makes them. */
  function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = turn.then(run)
    turn = result.catch(() => undefined)
    return result
  }

  async function request(
    kind: RequestKind,
    values: readonly unknown[],
    doing: Doing,
    called?: Pick<ThrownCall, 'part' | 'inputs'>,
  ): Promise<Answer> {
    if (closed) throw new Error('the subject is closed')
    const number = ++requests
    const frame = encode([kind, number, ...values])
    const outcome = await child.request(frame, doing.limitMs, output.add)
    if ('death' in outcome) throw await buried(outcome.death, doing)
    const answer = answerOf(outcome, number)
    if (answer === null) throw await replaced(brokenFrame(doing))
    if (!('failure' in answer)) return answer
    const { failure } = answer
    const error = failureError(failure, doing, await submission, options.limits)
    if (called && failure.kind === 'exception')
      error.thrownCall = { ...called, thrown: `${failure.name}: ${failure.message}` }
    throw failure.kind === 'exit' || failure.kind === 'output-limit' ? await replaced(error) : error
  }

  /** What a death means; the next request finds a new child. */
  async function buried(death: Death, doing: Doing): Promise<Error> {
    if (death.beforeReady) {
      return new Error(
        `the process for the submission's code did not start (${death.signal ?? death.code}): ${death.stderr}`,
      )
    }
    return replaced(deathError(death, doing, options.limits))
  }

  async function replaced(error: SubjectError): Promise<SubjectError> {
    lastDeath = error
    await child.close()
    loaded.clear()
    handles.clear()
    released = []
    if (!closed) child = startChild(options)
    return error
  }

  async function load(file: string): Promise<void> {
    if (loaded.has(file)) return
    const known = loadErrors.get(file)
    if (known) throw known
    const { files, kitNames } = await submission
    const bundled = files.get(file)
    if (!bundled) throw new Error(`${file} is none of the exercise's files`)
    if (bundled instanceof SubjectError) throw bundled
    try {
      const doing = { part: null, file, limitMs: options.limits.loadMs }
      await request('load', [file, bundled.code, kitNames], doing)
      loaded.add(file)
    } catch (error) {
      if (error instanceof SubjectError) loadErrors.set(file, error)
      throw error
    }
  }

  async function call(part: string, inputs: readonly Value[], callOptions: CallOptions): Promise<Reply> {
    const file = options.parts[part]?.file
    if (file === undefined) throw new Error(`${part} is none of the exercise's parts`)
    await load(file)
    checkHandles(inputs)
    const handle = callOptions.keep ? ++lastHandle : 0
    const fields = pathsOf(callOptions.fields)
    const doing = { part, file, limitMs: callOptions.timeLimitMs ?? options.limits.callMs }
    const how = [handle, fields, callOptions.echoInputs === true, released]
    const answer = await request('call', [file, part, ...how, ...inputs], doing, { part, inputs })
    released = []
    if (handle !== 0) handles.add(handle)
    return {
      value: answer.value,
      handle: handle === 0 ? null : { handle },
      inputsAfter: callOptions.echoInputs ? inputs.map((_, index) => answer.inputsAfter[index]) : null,
      processorMs: answer.processorMs,
    }
  }

  /** A kept value dies with its process: then the reason of that death is the reason of this failure too. */
  function checkHandles(values: readonly Value[]): void {
    for (const value of values) {
      const handle = typeof value === 'object' && value !== null ? handleOf(value) : undefined
      if (handle === undefined || handles.has(handle)) continue
      throw lastDeath ?? new Error(`no value is kept under handle ${handle}`)
    }
  }

  return {
    call: (part, inputs, callOptions = {}) => inTurn(() => call(part, inputs, callOptions)),
    read: (handle, fields) =>
      inTurn(async () => {
        checkHandles([handle])
        return (await request('read', [handle.handle, pathsOf(fields)], { part: 'read', file: '', limitMs: readMs }))
          .value
      }),
    async release(values) {
      // They are forgotten with the next call: that saves a message each time.
      released.push(...values.map(({ handle }) => handle).filter((handle) => handles.delete(handle)))
    },
    takeOutput: output.take,
    async close() {
      closed = true
      await child.close()
    },
  }
}

function pathsOf(fields: readonly string[] | undefined): string[][] | null {
  return fields?.map((path) => path.split('.')) ?? null
}

function handleOf(value: object): number | undefined {
  const { handle } = value as Partial<Handle>
  return typeof handle === 'number' && Object.keys(value).length === 1 ? handle : undefined
}

function seedOf(value: object): string | undefined {
  const { randomSeed } = value as { randomSeed?: unknown }
  return typeof randomSeed === 'string' && Object.keys(value).length === 1 ? randomSeed : undefined
}

interface Answer {
  value: Value
  inputsAfter: Value[]
  processorMs: number
}

/** Null for anything that is no answer to this request. */
function answerOf(
  { answer: values, processorMs }: Exclude<Outcome, { death: Death }>,
  number: number,
): Answer | { failure: Failure } | null {
  const [kind, answered, ...rest] = values
  if (answered !== number) return null
  if (kind === 'answer' && typeof rest[0] === 'number') {
    return { value: rest[1] as Value, inputsAfter: rest.slice(2) as Value[], processorMs: processorMs ?? rest[0] }
  }
  const failure = kind === 'failure' ? failureIn(rest) : null
  return failure && { failure }
}

/** The fields of each kind of failure, in the order in which they travel. */
const failureFields: { readonly [kind in Failure['kind']]: readonly string[] } = {
  exception: ['name', 'message', 'stack'],
  'not-attempted': ['name', 'message', 'stack'],
  promise: [],
  'missing-export': ['received', 'exported'],
  unsendable: ['path', 'what', 'detail'],
  exit: ['call', 'stack'],
  'output-limit': ['stack'],
}

function failureIn([kind, ...details]: readonly unknown[]): Failure | null {
  if (typeof kind !== 'string' || !Object.hasOwn(failureFields, kind)) return null
  const failure: Record<string, unknown> = { kind }
  failureFields[kind as Failure['kind']].forEach((name, index) => {
    const detail = details[index]
    failure[name] = name === 'exported' ? (Array.isArray(detail) ? detail.map(String) : []) : String(detail)
  })
  return failure as unknown as Failure
}
