import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { UsageError } from '../usage-error.ts'

/**
 * Runs npm in a folder.
 *
 * @param settings npm's options by their names in the environment, which needs no quoting on any system
 * @throws UsageError with what npm said
 */
export function runNpm(
  words: readonly string[],
  cwd: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_)/i.test(name))
  const environment = Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value])
  const env = Object.fromEntries([...inherited, ...environment]) as NodeJS.ProcessEnv
  const [file, first] = program()
  // On Windows npm is a script for the shell.
  const shell = file === 'npm' && process.platform === 'win32'
  return new Promise((resolve, reject) => {
    execFile(file, [...first, ...words], { cwd, env, shell, maxBuffer: 1 << 26 }, (error, _stdout, stderr) => {
      if (error === null) resolve()
      else reject(npmFailed(words, stderr.trim() || error.message))
    })
  })
}

/** The npm that runs this command, else the one of the path. */
function program(): [file: string, first: string[]] {
  const npm = process.env.npm_execpath ?? ''
  return basename(npm) === 'npm-cli.js' ? [process.execPath, [npm]] : ['npm', []]
}

function npmFailed(words: readonly string[], fault: string): UsageError {
  const npm = `npm ${words.join(' ')}`
  return new UsageError('npm-failed', {
    en: `${npm} failed, so no handout was written:\n${fault}`,
    zh: `${npm} 失败，因此没有写出作业仓库：\n${fault}`,
  })
}
