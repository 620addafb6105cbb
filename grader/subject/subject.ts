import type { Tensor } from '../../reference-engine/tensor.ts'
import type { SourceLocation } from '../report.ts'
import type { Text } from '../text.ts'

/** A value kept in the child, named by the child's own number; good for one pair of calls. */
export interface Handle {
  readonly handle: number
}

/** A `Random` crosses the boundary as its seed. */
export interface RandomSeed {
  readonly randomSeed: string
}

export type TypedArray =
  Float32Array | Float64Array | Int32Array | Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array

/** The tree that crosses the process boundary. Objects that come back have a null prototype. */
export type Value =
  | Tensor
  | TypedArray
  | RandomSeed
  | Handle
  | number
  | string
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value }

export interface CallOptions {
  /** Keep the whole result in the child and give a handle on it. */
  keep?: boolean
  /** Also send the arguments back as they are after the call, to see whether they were changed. */
  echoInputs?: boolean
  /** Wall-clock limit of this call; default: the exercise's `callMs`. */
  timeLimitMs?: number
  /** Copy out only these fields of the result (paths such as `gradients.weights`); default: the whole tree. */
  fields?: readonly string[]
}

export interface Reply {
  value: Value
  /** Only with `keep`. */
  handle: Handle | null
  /** Only with `echoInputs`. */
  inputsAfter: readonly Value[] | null
  /** Processor time of the child over this call as seen from outside, or by the runner itself where the system can't tell. */
  processorMs: number
}

/** Student's code behind a process boundary. Calls are made one after the other. */
export interface Subject {
  /** @throws SubjectError when the submission is at fault; any other error is the grader's own */
  call(part: string, inputs: readonly Value[], options?: CallOptions): Promise<Reply>
  /** Reads a kept value again, or only these fields of it. */
  read(handle: Handle, fields?: readonly string[]): Promise<Value>
  /** Forgets kept values. */
  release(handles: readonly Handle[]): Promise<void>
  /** What the student printed since the last time this was asked. */
  takeOutput(): { text: string; truncated: boolean }
  close(): Promise<void>
}

export type SubjectErrorCode =
  | 'not-attempted'
  | 'missing-file'
  | 'missing-export'
  | 'build-failed'
  | 'forbidden-import'
  | 'exception'
  | 'promise'
  | 'unsendable-result'
  | 'timed-out'
  | 'out-of-memory'
  | 'process-exit'
  | 'output-limit'
  | 'broken-frame'
  | 'crashed'

/** A call in which the student's code threw an error. */
export interface ThrownCall {
  part: string
  inputs: readonly Value[]
  /** Its name and message, such as `ShapeError: matMul: ...`. */
  thrown: string
}

/** The submission's own failure: what happened, in words a student understands, and where. */
export class SubjectError extends Error {
  override readonly name = 'SubjectError'
  /** Where an error was thrown in a call: for the diagnosis. */
  thrownCall: ThrownCall | null = null

  constructor(
    readonly code: SubjectErrorCode,
    readonly text: Text,
    readonly where: SourceLocation | null = null,
  ) {
    super(text.en ?? text.zh ?? code)
  }
}
