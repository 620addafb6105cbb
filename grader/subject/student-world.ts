import { apply, create, defineProperty } from './intrinsics.ts'

/** What the world of student code reports to the runner. */
export interface WorldHooks {
  print(text: string): void
  /** The student asked the process to end, by the call named; never comes back. */
  exit(call: string): never
}

/** Globals that reach out of the process, or that the course has no use for. */
const removedGlobals = [
  'fetch',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'MessageChannel',
  'MessagePort',
  'navigator',
  'localStorage',
  'sessionStorage',
]

/** Ways from the real `process` to built-in modules and native code, in case student code ever gets hold of it. */
const removedFromProcess = [
  'getBuiltinModule',
  'binding',
  '_linkedBinding',
  'dlopen',
  'mainModule',
  '_kill',
  '_debugProcess',
]

/**
 * Replaces what student code could reach the outside with: `process` becomes a stand-in that prints and reports, `console`
 * prints through `hooks`, the rest goes. This keeps honest code observable and makes mischief harder; the walls are the
 * operating system's.
 */
export function prepareWorld(hooks: WorldHooks): void {
  const world = globalThis as unknown as Record<string, unknown>
  const stream = printStream(hooks)
  const standIn = processStandIn(hooks, stream)
  for (const name of removedGlobals) delete world[name]
  for (const name of removedFromProcess) delete (process as unknown as Record<string, unknown>)[name]
  replaceConsole(stream)
  defineProperty(globalThis, 'process', { value: standIn, writable: true, configurable: true, enumerable: false })
}

function processStandIn(hooks: WorldHooks, stream: object): object {
  const { hrtime, platform, arch, version } = process
  const { bigint } = hrtime
  const started = bigint()
  const ignore = (): object => standIn
  const time = (since?: [number, number]): [number, number] => apply(hrtime, undefined, [since])
  const standIn: Record<string, unknown> = {
    env: {},
    argv: ['node', 'submission'],
    execArgv: [],
    platform,
    arch,
    version,
    versions: { node: version.slice(1) },
    pid: 1,
    exitCode: undefined,
    stdout: stream,
    stderr: stream,
    cwd: () => '/',
    uptime: () => Number(bigint() - started) / 1e9,
    hrtime: Object.assign(time, { bigint: () => bigint() }),
    nextTick: () => undefined,
    emitWarning: (warning: unknown) => hooks.print(`${String(warning)}\n`),
    exit: () => hooks.exit('process.exit'),
    reallyExit: () => hooks.exit('process.reallyExit'),
    abort: () => hooks.exit('process.abort'),
    kill: () => hooks.exit('process.kill'),
  }
  for (const name of ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener']) {
    standIn[name] = ignore
  }
  return standIn
}

/** As much of a stream as `Console` and a student's `process.stdout.write` use. */
function printStream(hooks: WorldHooks): object {
  const stream: Record<string, unknown> = create(null) as Record<string, unknown>
  const self = (): object => stream
  stream.isTTY = false
  stream.columns = 80
  stream.write = (text: unknown): boolean => {
    hooks.print(typeof text === 'string' ? text : String(text))
    return true
  }
  for (const name of ['on', 'once', 'off', 'removeListener', 'listenerCount', 'end']) stream[name] = self
  return stream
}

/** Node's own Console, on a stream that prints through the frames; made when it is first asked for. */
function replaceConsole(stream: object): void {
  const { Console } = console
  const stdout = stream as NodeJS.WritableStream
  let made: unknown = null
  defineProperty(globalThis, 'console', {
    configurable: true,
    enumerable: false,
    get() {
      made ??= new Console({ stdout, stderr: stdout, colorMode: false, ignoreErrors: false })
      return made
    },
    set(value: unknown) {
      made = value
    },
  })
}
