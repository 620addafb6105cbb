/**
 * `npm run bench`: how long the command takes to start up, and how fast the engine is beside its peers. Ratios of runs that take
 * turns are what counts: a machine's own speed swings.
 */
import yargs from 'yargs'
import { benchEngine } from './engine/bench-engine.ts'
import { workloads } from './engine/workloads.ts'
import { benchStartUp } from './start-up.ts'

const startUp = 'start-up'

const options = await yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .option('only', {
    type: 'string',
    array: true,
    choices: [startUp, ...workloads.map(({ name }) => name)],
    describe: 'these alone',
  })
  .option('without', {
    type: 'string',
    array: true,
    default: [] as string[],
    describe: 'contestants to leave out: the files of bench/engine/runners',
  })
  .option('rounds', { type: 'number', default: 7, describe: 'turns of each contestant; a slow one takes fewer' })
  .option('runs', { type: 'number', default: 15, describe: 'turns of the programs of start-up' })
  .option('json', { type: 'string', describe: "file to write the engine's measurements to" })
  .strict()
  .parseAsync()

const { only, without, rounds, runs, json } = options
const wanted = workloads.filter(({ name }) => !only || only.includes(name))
if (!only || only.includes(startUp)) await benchStartUp(runs)
if (wanted.length > 0) {
  console.log('')
  if (!(await benchEngine({ workloads: wanted, without, rounds, json }))) process.exitCode = 1
}
