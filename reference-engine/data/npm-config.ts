import { dirname, join } from 'node:path'
import type { Options } from 'npm-registry-fetch'

/**
 * The user's npm configuration as npm's libraries take it: registry, proxies, certificates, credentials, from the
 * environment and the project's, the user's and the global npmrc.
 *
 * Read with npm's own reader, in this process, in about 10 ms: `npm config list` would start npm (some 300 ms), and
 * never shows credentials, so that a private mirror could not be used.
 *
 * @internal
 */
export async function npmConfig(): Promise<Options> {
  const { default: Config } = await import('@npmcli/config')
  const { default: definitions } = await import('@npmcli/config/lib/definitions/index.js')
  const config = new Config({
    ...definitions,
    npmPath: npmFolder(),
    // A copy, since the reader also writes to the environment.
    env: { ...process.env },
    // Our own command line is none of npm's.
    argv: [process.execPath, 'npm'],
    warn: false,
  })
  await config.load()
  // Ours is the retrying, and an absent network is to be told soon, not after npm's minute and a half.
  return { ...(config.flat as Options), timeout: 60_000, retry: { retries: 1, minTimeout: 500 } }
}

/** npm's own folder: it may hold an npmrc too. Under npx and npm scripts it is told, else it is where Node puts it. */
function npmFolder(): string {
  const executable = process.env.npm_execpath
  if (executable) return dirname(dirname(executable))
  const node = dirname(process.execPath)
  return process.platform === 'win32'
    ? join(node, 'node_modules', 'npm')
    : join(node, '..', 'lib', 'node_modules', 'npm')
}
