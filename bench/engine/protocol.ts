/**
 * What the benchmark and a runner say to each other, in JSON, a line each. A runner is a file of `runners/`, started as
 *
 *     node scripts/run.mjs runners/NAME.ts FOLDER THREADS      or      python3 runners/NAME.py FOLDER THREADS
 *
 * FOLDER holds the inputs of every workload (`inputs.ts`), THREADS says how many it may compute on. It says `Hello`, then answers
 * requests from its standard input until that ends. Lines that are no JSON object are not heard.
 */
export type Hello =
  | { absent: string }
  | {
      /** What computes, for the reader: `tfjs-node 4.22.0`. */
      version: string
      /** The names of those it can do. */
      workloads: readonly string[]
      /** It is started again, by itself, for 2 threads where it can use them. */
      mostThreads: number
    }

/** `fingerprints`: also say what came out of the last run. */
export type Request = { workload: string; repeat: number; fingerprints?: boolean }

export type Answer =
  | { error: string }
  | {
      /** Of each run, by a monotonic clock around the computation alone. */
      milliseconds: readonly number[]
      /** Of a training step: the loss before it, for each run. The first run starts from the weights of the inputs. */
      losses?: readonly number[]
      fingerprints?: Fingerprints
    }

/** A fingerprint for each tensor that the workload's outputs have, by its name. */
export type Fingerprints = { readonly [name: string]: Fingerprint }

/** Euclidean norm, and the sum of entry i times cos(i): norms alone would not see entries that changed places. */
export type Fingerprint = readonly [norm: number, projection: number]

export function fingerprint(values: ArrayLike<number>): Fingerprint {
  let squares = 0
  let projection = 0
  for (let index = 0; index < values.length; index++) {
    squares += values[index] ** 2
    projection += values[index] * Math.cos(index)
  }
  return [Math.sqrt(squares), projection]
}

/** The object that a line holds; undefined for what a library prints. */
export function parseLine(line: string): unknown {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
