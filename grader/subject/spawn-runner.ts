import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { Limits } from '../exercise.ts'

export interface RunnerOptions {
  /** The built runner. */
  runnerPath: string
  limits: Pick<Limits, 'memoryMb' | 'outputMb'>
}

export interface SpawnedRunner {
  process: ChildProcess
  stdout: Readable
  stderr: Readable
  requests: Writable
  replies: Readable
}

/** What node itself holds beside the submission's data: its own heap, and the stacks of its threads. */
export const runtimeMegabytes = 128

const shell = '/bin/sh'
const setpriv = '/usr/bin/setpriv'

/**
 * Starts the runner as a process of its own, with nothing in its environment, `folder` to work in, no file to read but the
 * runner, a limit on its heap and, on Linux, one on all its data. A shell sets that one, because it starts in a millisecond.
 */
export function spawnRunner({ runnerPath, limits }: RunnerOptions, folder: string): SpawnedRunner {
  const runner = realpathSync(runnerPath)
  const command = [process.execPath, ...nodeFlags(runner, limits.memoryMb), runner, String(limits.outputMb)]
  const [file, ...rest] = limitsData() ? [shell, '-c', limitScript(limits.memoryMb), 'sh', ...command] : command
  const spawned = spawn(file, rest, {
    cwd: folder,
    env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  endWithGrader(spawned)
  const [, stdout, stderr, requests, replies] = spawned.stdio as unknown as [
    null,
    Readable,
    Readable,
    Writable,
    Readable,
  ]
  return { process: spawned, stdout, stderr, requests, replies }
}

function nodeFlags(runner: string, memoryMb: number): string[] {
  return [
    `--max-old-space-size=${memoryMb}`,
    '--disallow-code-generation-from-strings',
    permissionFlag(process.versions.node),
    '--no-warnings',
    `--allow-fs-read=${runner}`,
  ]
}

function permissionFlag(version: string): string {
  const [major, minor] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 13) ? '--permission' : '--experimental-permission'
}

function limitsData(): boolean {
  return process.platform === 'linux' && existsSync(shell)
}

function limitScript(memoryMb: number): string {
  const kilobytes = Math.ceil((memoryMb + runtimeMegabytes + codeRangeMegabytes()) * 1024)
  return `ulimit -c 0; ulimit -d ${kilobytes}; exec ${diesWithGrader() ? `${setpriv} --pdeathsig KILL ` : ''}"$@"`
}

let codeRange: number | null = null

/**
 * Address space that this node sets aside for compiled code, in megabytes. From Node 24 on it counts as data (512 MB); the
 * child is the same program as the grader, so the grader's own tells.
 */
function codeRangeMegabytes(): number {
  codeRange ??= [...readFileSync('/proc/self/maps', 'latin1').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rwxp/gm)]
    .map(([, from, to]) => (Number.parseInt(to, 16) - Number.parseInt(from, 16)) / 1024 / 1024)
    .reduce((total, megabytes) => total + megabytes, 0)
  return codeRange
}

/** Whether the system itself ends the child when the grader is killed; only then may a child be left stopped. */
export function diesWithGrader(): boolean {
  return limitsData() && existsSync(setpriv)
}

/** Sends a signal to the child and all it may have started; false when it is gone. */
export function signalGroup(spawned: ChildProcess, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean {
  if (spawned.pid === undefined || spawned.exitCode !== null || spawned.signalCode !== null) return false
  try {
    return process.kill(process.platform === 'win32' ? spawned.pid : -spawned.pid, signal)
  } catch {
    return false
  }
}

const living = new Set<ChildProcess>()

/** The group of a child is its own, so neither Ctrl-C nor the grader's end reaches it by itself. */
function endWithGrader(spawned: ChildProcess): void {
  if (living.size === 0) process.on('exit', endLiving)
  living.add(spawned)
  spawned.once('exit', () => {
    living.delete(spawned)
    if (living.size === 0) process.off('exit', endLiving)
  })
}

function endLiving(): void {
  for (const spawned of living) signalGroup(spawned, 'SIGKILL')
}
