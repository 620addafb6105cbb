import { existsSync } from 'node:fs'
import type { Logs } from '../../reference-engine/callbacks/callback.ts'
import { readWhole } from '../../reference-engine/data/model-files.ts'
import { FileFormatError } from '../../reference-engine/io/file-format-error.ts'
import { decodeSafetensors, encodeSafetensors } from '../../reference-engine/io/safetensors.ts'
import type { Sequential } from '../../reference-engine/sequential.ts'
import { UserError } from './user-error.ts'

/** What decides the result, the epochs aside: options by name. */
export type Settings = { readonly [option: string]: string }

/** What a run knows beside its model. `history`: the logs of each epoch. */
export type RunState = { settings: Settings; history: readonly Logs[] }

const metadataName = 'article run'

/** A checkpoint of `Sequential` with the run's state in its metadata: one file, so that the two are always of one moment. */
export function withRunState(checkpoint: Uint8Array, { settings, history }: RunState): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(checkpoint, 'the checkpoint')
  // Numbers as texts: JSON knows no NaN and no infinities.
  const state = { settings, history: history.map((logs) => mapValues(logs, String)) }
  return encodeSafetensors(tensors, { ...metadata, [metadataName]: JSON.stringify(state) })
}

/**
 * Brings a model back to its checkpoint.
 *
 * @returns the logs of the epochs behind it; none where there is no such file
 * @throws UserError when the file is damaged, or of a run with other settings; nothing is loaded then
 */
export async function resume(
  model: Sequential,
  file: string,
  { settings, epochs }: { settings: Settings; epochs: number },
): Promise<readonly Logs[]> {
  if (!existsSync(file)) return []
  const bytes = await readWhole(file)
  const state = orRefuse(file, () => runStateOf(bytes, file))
  expectSameSettings(file, state.settings, settings)
  const { length } = state.history
  if (length > epochs) {
    throw new UserError(
      `${file} has ${length} epochs behind it, and --epochs is ${epochs}: give ${length} or more, or another folder with --out.`,
    )
  }
  orRefuse(file, () => model.loadCheckpoint(bytes, file))
  return state.history
}

function runStateOf(bytes: Uint8Array, file: string): RunState {
  const text = decodeSafetensors(bytes, file).metadata[metadataName]
  if (text === undefined) throw new FileFormatError(file, `no '${metadataName}' in its metadata`)
  const { settings, history } = JSON.parse(text) as { settings: Settings; history: { [log: string]: string }[] }
  return { settings, history: history.map((logs) => mapValues(logs, Number)) }
}

/** Settings whose values mean nothing to a reader. */
const differencesWithoutValue: { readonly [option: string]: string | undefined } = {
  data: 'with other images than --data holds: go on with the folder that it began with',
  rounding: 'on a version of Node whose arithmetic rounds otherwise: go on with that version',
}

function expectSameSettings(file: string, before: Settings, now: Settings): void {
  for (const [option, value] of Object.entries(now)) {
    if (before[option] === value) continue
    const difference =
      differencesWithoutValue[option] ??
      `with --${option} ${before[option]}, and it is ${value} now: go on with --${option} ${before[option]}`
    throw new UserError(`${file} is of a run ${difference}, or give another folder with --out.`)
  }
}

function orRefuse<Result>(file: string, load: () => Result): Result {
  try {
    return load()
  } catch (error) {
    const problem = error instanceof FileFormatError ? error.problem : (error as Error).message
    throw new UserError(
      `${file} is damaged, or no checkpoint of this example: ${problem}. Nothing was loaded. Remove it to train from the start, or give another folder with --out.`,
      { cause: error },
    )
  }
}

function mapValues<From, To>(record: { readonly [name: string]: From }, change: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
