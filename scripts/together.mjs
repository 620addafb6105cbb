// Runs scripts of package.json at the same time: node scripts/together.mjs types lint
// Each one's output is printed when it ends. Fails when any of them fails.
import { spawn } from 'node:child_process'

/** npm's own program where npm started us; that way no shell is needed on Windows. */
const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']

function run(script) {
  return new Promise((resolve) => {
    const started = performance.now()
    const [file, ...words] = [...npm, 'run', '--silent', script]
    const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'], shell: npm.length === 1 })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes))
    child.on('error', (error) => (output += error.message))
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✓' : '✗'} ${script} (${seconds} s)${code === 0 ? '' : `\n${output}`}`)
      resolve(code === 0)
    })
  })
}

const results = await Promise.all(process.argv.slice(2).map(run))
if (results.includes(false)) process.exitCode = 1
