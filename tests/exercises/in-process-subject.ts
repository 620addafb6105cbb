import {
  SubjectError,
  type CallOptions,
  type Handle,
  type Reply,
  type Subject,
  type Value,
} from '../../grader/subject/subject.ts'
import { isRandomSeed, withRandom } from '../../grader/checks/random-seeds.ts'
import { Random } from '../../reference-engine/random.ts'

export type Functions = { readonly [part: string]: (...inputs: Value[]) => Value }

/**
 * A submission's functions called in this very process, with copies of the arguments: what the child does, without its walls.
 * For trusted code alone.
 */
export function inProcessSubject(functions: Functions): Subject {
  const kept = new Map<number, Value>()
  let nextHandle = 1

  const keep = (value: Value): Handle => {
    kept.set(nextHandle, value)
    return { handle: nextHandle++ }
  }

  const call = (part: string, inputs: readonly Value[], options: CallOptions): Reply => {
    const own = inputs.map((input) => (isHandle(input) ? kept.get(input.handle) : withRandom([copyOf(input)])[0]))
    const value = functions[part](...own)
    return {
      value: copyOf(value),
      handle: options.keep ? keep(value) : null,
      inputsAfter: options.echoInputs
        ? own.map((input, index) => (isHandle(inputs[index]) ? null : copyOf(input)))
        : null,
      processorMs: 0,
    }
  }

  return {
    call(part, inputs, options = {}) {
      try {
        return Promise.resolve(call(part, inputs, options))
      } catch (error) {
        const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
        const failure = new SubjectError('exception', { en: thrown, zh: thrown })
        failure.thrownCall = { part, inputs, thrown }
        return Promise.reject(failure)
      }
    },
    read: ({ handle }) => Promise.resolve(copyOf(kept.get(handle))),
    release(handles) {
      for (const { handle } of handles) kept.delete(handle)
      return Promise.resolve()
    },
    takeOutput: () => ({ text: '', truncated: false }),
    close: () => Promise.resolve(),
  }
}

function isHandle(value: Value): value is Handle {
  return typeof value === 'object' && value !== null && 'handle' in value
}

/** structuredClone's typed arrays belong to another realm than Jest's, and fail `instanceof` here. */
function copyOf(value: Value): Value {
  if (typeof value !== 'object' || value === null || isRandomSeed(value)) return value
  if ((value as unknown) instanceof Random) return { randomSeed: (value as unknown as Random).seed }
  if (ArrayBuffer.isView(value)) return (value as Float64Array).slice()
  if (Array.isArray(value)) return value.map(copyOf)
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copyOf(entry as Value)]))
}
