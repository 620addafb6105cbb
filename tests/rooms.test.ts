import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

// A small project with each room in it, and in it one file that breaks each rule of .dependency-cruiser.cjs.

const repository = join(__dirname, '..')
const exercise = 'exercises/exercise-1-a'
const solution = 'solutions/exercise-1-a'

/** Files that break no rule. */
const sound: Record<string, string> = {
  'reference-engine/tensor.ts': 'export interface Tensor { shape: number[] }\n',
  'reference-engine/student.ts': "export type { Tensor } from './tensor.ts'\nexport const kit = 1\n",
  'reference-engine/ops/relu.ts': "import type { Tensor } from '../tensor.ts'\nexport const relu = (x: Tensor) => x\n",
  'reference-engine/data/cache.ts': "import { join } from 'node:path'\nexport const cache = join('a', 'b')\n",
  'reports/formats/json.ts':
    "import type { Report } from '../../grader/report.ts'\nexport const show = (r: Report) => r\n",
  'grader/report.ts': "import type { Text } from './text.ts'\nexport type Report = { title: Text }\n",
  'grader/text.ts': 'export type Text = { en: string }\n',
  'grader/exercise.ts': "import type { Text } from './text.ts'\nexport type Misconception = { title: Text }\n",
  'grader/checks/values.ts':
    "import type { Tensor } from '../../reference-engine/tensor.ts'\nexport const values = (x: Tensor) => x\n",
  'grader/jest/matchers.ts': "import { expect } from '@jest/globals'\nexpect.extend({})\n",
  'grader/submission/read.ts':
    "import { cache } from '../../reference-engine/data/cache.ts'\nexport const read = cache\n",
  'grader/cli/main.ts':
    "import 'node:fs'\nimport { read } from '../submission/read.ts'\nimport { show } from '../../reports/formats/json.ts'\nexport default [read, show]\n",
  [`${exercise}/exercise.ts`]:
    "import { values } from 'grade-descent/checks/values'\nimport { relu } from 'grade-descent/engine/ops/relu'\nimport { hints } from './hints.ts'\nexport default [values, relu, hints]\n",
  [`${exercise}/hints.ts`]:
    "import type { Misconception } from 'grade-descent/exercise'\nexport const hints: Misconception[] = []\n",
  [`${exercise}/a.ts`]: "import { kit } from 'grade-descent/student'\nexport const a = kit\n",
  [`${exercise}/a.test.ts`]:
    "import { test } from '@jest/globals'\nimport 'grade-descent/jest'\nimport { kit } from 'grade-descent/student'\nimport { a } from './a.ts'\ntest('a', () => void [a, kit])\n",
  'examples/one/main.ts':
    "import 'node:fs'\nimport { encode } from 'fast-png'\nimport { cache } from '../../reference-engine/data/cache.ts'\nimport { page } from './page.ts'\nexport default [encode, cache, page]\n",
  'examples/one/page.ts': "import { relu } from '../../reference-engine/ops/relu.ts'\nexport const page = relu\n",
  [`${solution}/a.ts`]: "import { kit } from 'grade-descent/student'\nexport const a = kit\n",
  [`${solution}/alternatives/loops/a.ts`]: "import { b } from './b.ts'\nexport const a = b\n",
  [`${solution}/alternatives/loops/b.ts`]: "import { kit } from 'grade-descent/student'\nexport const b = kit\n",
  [`${solution}/misconceptions/wrong.ts`]:
    "import { relu } from 'grade-descent/engine/ops/relu'\nimport type { Misconception } from 'grade-descent/exercise'\nexport const misconception = {} as Misconception\nexport const a = relu\n",
}

/** For each rule, files that break it, each by its import. */
const breaches: Record<string, Record<string, string>> = {
  'no-cycles': { 'grader/checks/one.ts': './two.ts' },
  'no-orphans': { 'grader/checks/forgotten.ts': '' },
  'no-unresolvable': { 'reference-engine/a.ts': './nowhere.ts' },
  'no-undeclared-packages': { 'grader/subject/undeclared.ts': 'acorn' },
  'engine-stands-alone': { 'reference-engine/b.ts': '../grader/text.ts' },
  'reports-know-the-report-only': {
    'reports/of-the-engine.ts': '../reference-engine/tensor.ts',
    'reports/of-the-grader.ts': '../grader/exercise.ts',
  },
  'grader-knows-no-course': {
    'grader/course/of-a-solution.ts': `../../${solution}/a.ts`,
    'grader/course/of-an-exercise.ts': `../../${exercise}/exercise.ts`,
    'grader/cli/of-a-test.ts': '../../tests/support.ts',
  },
  'example-uses-the-engine-only': {
    'examples/one/of-the-grader.ts': '../../grader/text.ts',
    'examples/one/of-the-reports.ts': '../../reports/formats/json.ts',
    'examples/one/of-a-solution.ts': `../../${solution}/a.ts`,
    'examples/one/of-a-test.ts': '../../tests/support.ts',
    'examples/two/of-another.ts': '../one/page.ts',
  },
  'nothing-imports-an-example': {
    'reference-engine/of-an-example.ts': '../examples/one/page.ts',
    'grader/cli/of-an-example.ts': '../../examples/one/page.ts',
    'bench/of-an-example.ts': '../examples/one/page.ts',
  },
  'only-the-command-renders': { 'grader/batch/renders.ts': '../../reports/formats/json.ts' },
  'checks-know-no-machine': {
    'grader/checks/of-a-submission.ts': '../submission/read.ts',
    'grader/diagnosis/of-the-data.ts': '../../reference-engine/data/cache.ts',
  },
  'no-node-in-the-core': {
    'reference-engine/ops/reads.ts': 'node:fs',
    'grader/diagnosis/reads.ts': 'fs',
    'grader/seeds.ts': 'node:crypto',
    'reports/reads.ts': 'node:path',
    [`${solution}/misconceptions/reads.ts`]: 'node:fs',
    [`${exercise}/checks/reads.ts`]: 'node:fs',
  },
  'definition-uses-engine-and-checks': {
    [`${exercise}/checks/of-the-command.ts`]: '../../../grader/cli/main.ts',
    [`${exercise}/checks/of-another.ts`]: '../../exercise-2-b/hints.ts',
    [`${exercise}/checks/of-a-stub.ts`]: '../a.ts',
  },
  'course-imports-by-name': {
    [`${exercise}/checks/by-path.ts`]: '../../../reference-engine/tensor.ts',
    [`${solution}/misconceptions/by-path.ts`]: '../../../reference-engine/tensor.ts',
  },
  'stub-uses-the-kit-only': {
    [`${exercise}/of-the-engine.ts`]: 'grade-descent/engine/ops/relu',
    [`${exercise}/of-the-definition.ts`]: './exercise.ts',
    [`${exercise}/of-npm.ts`]: 'mathjs',
    [`${exercise}/of-the-solution.ts`]: '../../solutions/exercise-1-a/a.ts',
  },
  'visible-test-uses-the-kit-only': {
    [`${exercise}/engine.test.ts`]: 'grade-descent/engine/ops/relu',
    [`${exercise}/npm.test.ts`]: 'fast-check',
  },
  'solution-uses-the-kit-only': {
    [`${solution}/of-the-engine.ts`]: 'grade-descent/engine/ops/relu',
    [`${solution}/of-an-alternative.ts`]: './alternatives/loops/a.ts',
  },
  'alternative-uses-the-kit-only': {
    [`${solution}/alternatives/engine/a.ts`]: 'grade-descent/engine/ops/relu',
    [`${solution}/alternatives/copied/a.ts`]: '../../a.ts',
  },
  'misconception-uses-the-engine-only': {
    [`${solution}/misconceptions/of-the-solution.ts`]: '../a.ts',
    [`${solution}/misconceptions/of-a-check.ts`]: 'grade-descent/checks/values',
  },
}

const others = {
  'grader/checks/two.ts': "import './one.ts'\n",
  'tests/support.ts': '',
  'exercises/exercise-2-b/hints.ts': 'export const hints = 2\n',
}

interface Violation {
  from: string
  rule: { name: string }
}

let folder = ''
let violations: Violation[] = []

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'grade-descent-rooms-')))
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    cpSync(join(repository, file), join(folder, file))
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const [file, text] of Object.entries({ ...sound, ...others })) write(file, text)
  for (const files of Object.values(breaches)) {
    for (const [file, target] of Object.entries(files)) write(file, target === '' ? '' : `import '${target}'\n`)
  }
  violations = await cruise(folder)
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('import rules between the rooms', () => {
  test('each has a breach here', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- its configuration is CommonJS
    const { forbidden } = require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }
    expect(Object.keys(breaches).sort()).toEqual(forbidden.map(({ name }) => name).sort())
  })

  test.each(Object.entries(breaches).flatMap(([rule, files]) => Object.keys(files).map((file) => [rule, file])))(
    '%s is broken by %s',
    (rule, file) => {
      expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule)
    },
  )

  test('nothing that is allowed breaks one', () => {
    expect(violations.filter(({ from }) => from in sound)).toEqual([])
  })
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

function cruise(cwd: string): Promise<Violation[]> {
  const program = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const rooms = ['reference-engine', 'grader', 'reports', 'exercises', 'solutions', 'examples', 'bench', 'tests']
  return new Promise((resolve, reject) => {
    const words = [program, '--output-type', 'json', ...rooms]
    execFile(process.execPath, words, { cwd, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations)
      } catch {
        reject(error ?? new Error(stderr))
      }
    })
  })
}
