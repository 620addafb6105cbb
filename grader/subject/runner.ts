'use strict'
/**
 * The program of the child process: answers requests about one submission, one after the other, reading from fd 3 and writing
 * to fd 4, always synchronously, so that no timer, promise or microtask of the student's ever runs between two calls.
 */
import { readSync, writeSync } from 'node:fs'
import { types } from 'node:util'
import { compileFunction } from 'node:vm'
import * as kit from 'grade-descent/student'
import { BrokenFrameError, UnsendableError, createFrameEncoder, decodeFrame, headerBytes } from './frames.ts'
import {
  BytesArray,
  apply,
  create,
  freeze,
  getUint32,
  isArray,
  keys,
  setBytes,
  sliceText,
  subarray,
  typedArrayBuffer,
  typedArrayLength,
  View,
} from './intrinsics.ts'
import { kitVariable, messageLimit, printedTextLimit, scriptName, stackLimit, type Failure } from './messages.ts'
import { prepareWorld } from './student-world.ts'

type AnyFunction = (...values: unknown[]) => unknown

const requestPipe = 3
const replyPipe = 4
const { isPromise, isNativeError } = types
const { cpuUsage } = process
const { reallyExit } = process as unknown as { reallyExit(code: number): never }
const outputLimit = Number(process.argv[2]) * 1024 * 1024
const hasOwn = Object.hasOwn
const makeText = String
const { Random } = kit

const modules = create(null) as Record<string, unknown>
const kept = create(null) as Record<number, unknown>
let keptForCall: { value: object; handle: number }[] = []
let request = 0
let printed = 0
let shown = 0
let cut = false
let sawNotImplemented = false

const encodeOutput = createFrameEncoder()
const encodeReply = createFrameEncoder({
  handleOf(value) {
    for (let index = 0; index < keptForCall.length; index++) {
      if (keptForCall[index].value === value) return keptForCall[index].handle
    }
    return undefined
  },
  seedOf: (value) => (value instanceof Random ? value.seed : undefined),
})

/** Notes when one is made, so that a stub is recognised even when the student's code wraps what it throws. */
class NotImplementedError extends kit.NotImplementedError {
  constructor(...values: ConstructorParameters<typeof kit.NotImplementedError>) {
    super(...values)
    sawNotImplemented = true
  }
}

function todo(name: string): never {
  throw new NotImplementedError(name)
}

function main(): void {
  Error.stackTraceLimit = 30
  prepareWorld({
    print,
    exit: (call) => end({ kind: 'exit', call, stack: stackHere() }),
  })
  write(encodeOutput(['ready']))
  for (;;) answer(decodeFrame(readFrame(), { fromHandle, fromSeed: (seed) => new Random(seed), ordinaryObjects: true }))
}

function fromHandle(handle: number): unknown {
  const value = kept[handle]
  if (typeof value === 'object' && value !== null) keptForCall[keptForCall.length] = { value, handle }
  return value
}

function answer(message: unknown[]): void {
  request = message[1] as number
  printed = 0
  shown = 0
  cut = false
  sawNotImplemented = false
  switch (message[0]) {
    case 'load':
      load(message[2] as string, message[3] as string, message[4] as string[])
      break
    case 'call':
      call(message)
      break
    case 'read':
      reply(0, kept[message[2] as number], [], message[3] as string[][] | null)
      break
    default:
      throw new BrokenFrameError(`unknown request ${makeText(message[0])}`)
  }
  keptForCall = []
}

/** Runs the code of one file; what it exports is kept for the calls. */
function load(file: string, code: string, names: readonly string[]): void {
  const module = { exports: {} }
  try {
    const run = compileFunction(code, ['module', 'exports', kitVariable], { filename: scriptName(file) }) as AnyFunction
    run(module, module.exports, kitFor(names))
    modules[file] = module.exports
  } catch (error) {
    return fail(failureOf(error))
  }
  reply(0, undefined, [])
}

function kitFor(names: readonly string[]): object {
  const all = kit as unknown as Record<string, unknown>
  const given = create(null) as Record<string, unknown>
  for (let index = 0; index < names.length; index++) given[names[index]] = all[names[index]]
  if ('NotImplementedError' in given) given.NotImplementedError = NotImplementedError
  if ('todo' in given) given.todo = todo
  return freeze(given)
}

function call(message: unknown[]): void {
  const handle = message[4] as number
  const fields = message[5] as string[][] | null
  const released = message[7] as number[]
  for (let index = 0; index < released.length; index++) delete kept[released[index]]
  const inputs: unknown[] = []
  for (let index = 8; index < message.length; index++) inputs[index - 8] = message[index]
  const target = exportOf(modules[message[2] as string], message[3] as string)
  if (typeof target !== 'function') return
  const before = cpuUsage()
  let result: unknown
  try {
    result = apply(target as AnyFunction, undefined, inputs)
  } catch (error) {
    return fail(failureOf(error))
  }
  const used = cpuUsage(before)
  if (isPromise(result)) return fail({ kind: 'promise' })
  if (reply((used.user + used.system) / 1000, result, message[6] ? inputs : [], fields)) {
    if (handle !== 0) kept[handle] = result
  }
}

/** The function that a file exports under this name; otherwise the request is answered with what is there instead. */
function exportOf(exported: unknown, part: string): unknown {
  let received = 'undefined'
  const exportedNames: string[] = []
  try {
    const fields = exported as Record<string, unknown>
    if (hasOwn(fields, part)) {
      const target = fields[part]
      if (typeof target === 'function') return target
      received = target === null ? 'null' : isArray(target) ? 'array' : typeof target
    }
    const names = keys(fields)
    for (let index = 0; index < names.length && index < 100; index++)
      exportedNames[index] = sliceText(names[index], 0, 200)
  } catch (error) {
    fail(failureOf(error))
    return null
  }
  fail({ kind: 'missing-export', received, exported: exportedNames })
  return null
}

/** Sends the value; false when it could not be sent, which is then the answer. */
function reply(
  processorMs: number,
  result: unknown,
  inputsAfter: readonly unknown[],
  fields: readonly (readonly string[])[] | null = null,
): boolean {
  try {
    const value = fields ? picked(result, fields) : result
    const frame = encodedReply(processorMs, value, inputsAfter)
    if (frame) write(frame)
    else write(encodeReply(replyValues(processorMs, value, sendable(inputsAfter))))
    return true
  } catch (error) {
    fail(unsendable(error))
    return false
  }
}

/** Null when it is the inputs that can't be sent. */
function encodedReply(processorMs: number, value: unknown, inputsAfter: readonly unknown[]): Uint8Array | null {
  try {
    return encodeReply(replyValues(processorMs, value, inputsAfter))
  } catch (error) {
    if (inputsAfter.length === 0) throw error
    encodeReply(replyValues(processorMs, value, []))
    return null
  }
}

function replyValues(processorMs: number, value: unknown, inputsAfter: readonly unknown[]): unknown[] {
  const values: unknown[] = ['answer', request, processorMs, value]
  for (let index = 0; index < inputsAfter.length; index++) values[index + 4] = inputsAfter[index]
  return values
}

/** The inputs with undefined for those that a student's function made unsendable. */
function sendable(inputs: readonly unknown[]): readonly unknown[] {
  const left: unknown[] = []
  for (let index = 0; index < inputs.length; index++) {
    try {
      encodeReply([inputs[index]])
      left[index] = inputs[index]
    } catch {
      left[index] = undefined
    }
  }
  return left
}

/** An object with only the fields at these paths, where there are any. */
function picked(value: unknown, fields: readonly (readonly string[])[]): unknown {
  if (fields.length === 0) return undefined
  if (typeof value !== 'object' || value === null || isArray(value)) return value
  const result = create(null) as Record<string, unknown>
  for (let index = 0; index < fields.length; index++) pickInto(result, value, fields[index])
  return result
}

function pickInto(into: Record<string, unknown>, from: unknown, path: readonly string[]): void {
  let source = from
  let target = into
  for (let level = 0; level < path.length; level++) {
    if (typeof source !== 'object' || source === null || !(path[level] in source)) return
    source = (source as Record<string, unknown>)[path[level]]
    if (level === path.length - 1) target[path[level]] = source
    else target = (target[path[level]] ??= create(null)) as Record<string, unknown>
  }
}

function unsendable(error: unknown): Failure {
  if (error instanceof UnsendableError)
    return { kind: 'unsendable', path: error.path, what: error.what, detail: error.detail }
  const { name, message } = described(error)
  return { kind: 'unsendable', path: '', what: 'throws', detail: `${name}: ${message}` }
}

function failureOf(error: unknown): Failure {
  return { kind: sawNotImplemented ? 'not-attempted' : 'exception', ...described(error) }
}

/** What can be said of anything thrown, whatever its getters do. */
function described(error: unknown): { name: string; message: string; stack: string } {
  const fields = error as { name?: unknown; message?: unknown; stack?: unknown }
  return isNativeError(error)
    ? {
        name: readText(() => fields.name),
        message: readText(() => fields.message),
        stack: readText(() => fields.stack),
      }
    : { name: '', message: readText(() => shownValue(error)), stack: '' }
}

function shownValue(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : makeText(value)
}

function readText(read: () => unknown): string {
  try {
    const value = read()
    return typeof value === 'string' ? sliceText(value, 0, stackLimit) : ''
  } catch {
    return ''
  }
}

function stackHere(): string {
  return readText(() => new Error('here').stack)
}

function fail(failure: Failure): void {
  const values: unknown[] = ['failure', request]
  const fields = failure as unknown as Record<string, unknown>
  const names = keys(fields)
  for (let index = 0; index < names.length; index++) {
    const value = fields[names[index]]
    const limit = names[index] === 'stack' ? stackLimit : messageLimit
    values[index + 2] = typeof value === 'string' ? sliceText(value, 0, limit) : value
  }
  write(encodeOutput(values))
}

/** Answers the request with this failure and ends the process at once: nothing of the student's code runs any more. */
function end(failure: Failure): never {
  fail(failure)
  return reallyExit(0)
}

function print(text: string): void {
  printed += text.length
  if (shown < printedTextLimit) {
    const piece = sliceText(text, 0, printedTextLimit - shown)
    shown += piece.length
    write(encodeOutput(['output', request, piece, false]))
  }
  if (printed > printedTextLimit && !cut) {
    cut = true
    write(encodeOutput(['output', request, '', true]))
  }
  if (printed > outputLimit) end({ kind: 'output-limit', stack: stackHere() })
}

const scratch = new BytesArray(64 * 1024)
const scratchView = new View(typedArrayBuffer(scratch))
let scratchHeld = 0

/** The body of the next frame; ends the process when the grader has gone. */
function readFrame(): Uint8Array {
  while (scratchHeld < headerBytes) scratchHeld += read(scratch, scratchHeld)
  const length = getUint32(scratchView, 0, true)
  const whole = headerBytes + length
  const bytes = whole <= typedArrayLength(scratch) ? scratch : new BytesArray(whole)
  if (bytes !== scratch) setBytes(bytes, subarray(scratch, 0, scratchHeld))
  while (scratchHeld < whole) scratchHeld += read(bytes, scratchHeld)
  // The grader sends a request only once the last one is answered: nothing of the next can be here.
  scratchHeld = 0
  return subarray(bytes, headerBytes, whole)
}

function read(bytes: Uint8Array, at: number): number {
  const count = retried(() => readSync(requestPipe, bytes, at, typedArrayLength(bytes) - at, null))
  return count === 0 ? reallyExit(0) : count
}

function write(frame: Uint8Array): void {
  const length = typedArrayLength(frame)
  for (let at = 0; at < length;) at += retried(() => writeSync(replyPipe, frame, at, length - at))
}

/** Tries again while the pipe is not ready; ends the process when it is gone. */
function retried(attempt: () => number): number {
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      const { code } = error as { code?: string }
      if (code !== 'EAGAIN' && code !== 'EINTR') return reallyExit(0)
    }
  }
}

main()
