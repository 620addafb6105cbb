import { ArgumentError } from '../argument-error.ts'
import { expectOneOf } from '../expect-argument.ts'
import type { Logs } from './callback.ts'

/** Whether less or more is better; `auto` takes more for accuracies. */
export type MonitorMode = 'auto' | 'min' | 'max'

/**
 * How a callback reads the log that it watches: so that less is better.
 *
 * @throws ArgumentError, in the name of the callback, when there is no such mode; and when it reads logs without that one
 */
export function monitoredLog(callback: string, monitor: string, mode: MonitorMode): (logs: Logs) => number {
  expectOneOf(callback, 'mode', mode, ['auto', 'min', 'max'])
  const sign = mode === 'max' || (mode === 'auto' && /acc/i.test(monitor)) ? -1 : 1
  return (logs) => {
    const value = logs[monitor]
    if (value !== undefined) return sign * value
    throw new ArgumentError(callback, 'monitor', `one of the logs ${Object.keys(logs).join(', ')}`, `'${monitor}'`)
  }
}
