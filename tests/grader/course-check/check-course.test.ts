import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { copyCourse, replacing, runScript, type CourseCopy, type Ended } from '../../support/course-copy.ts'

// Each rule is broken by hand in a copy of the fixture's course, which is then examined by the command itself. Breakages that
// don't hide one another share a run.

const exercise = 'exercises/exercise-1-doubling'
const solution = 'solutions/exercise-1-doubling'
const mistakes = `${solution}/misconceptions`

/** What the output must say: the file, and words of the message. */
type Expected = [file: string, ...words: string[]]

const copies: CourseCopy[] = []

afterAll(() => copies.forEach((copy) => copy.remove()))

async function examine(breakIt: (copy: CourseCopy) => void, ...words: string[]): Promise<Ended> {
  const copy = copyCourse()
  copies.push(copy)
  breakIt(copy)
  return runScript('check-course', '--course', copy.directory, ...words)
}

function faultLines({ lines }: Ended): string[] {
  return lines.filter((line) => /^(exercises|solutions)\//.test(line))
}

/** The cells of a table's line. */
function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

function findFault(ended: Ended, [file, ...words]: Expected): string[] {
  return faultLines(ended).filter((line) => line.startsWith(`${file}: `) && words.every((word) => line.includes(word)))
}

describe('a sound course', () => {
  test('has no fault, and is counted', async () => {
    const { code, lines } = await examine(() => undefined)
    expect(lines).toHaveLength(4)
    expect(cellsOf(lines[0])).toEqual([
      'exercise',
      'parts',
      'points',
      'misconceptions caught and named',
      'alternatives accepted',
      'seconds',
    ])
    expect(cellsOf(lines[2])).toEqual([
      'exercise-1-doubling',
      '2',
      '100',
      '8 of 8',
      '4 of 4',
      expect.stringMatching(/^\d+$/),
    ])
    expect(lines[3]).toBe('The course is sound.')
    expect(code).toBe(0)
  })
})

describe('files and texts', () => {
  let ended: Ended

  const faults: Expected[] = [
    [`${exercise}/notes.txt`, 'stray file', 'delete it'],
    [`${exercise}/checks/unused.ts`, 'stray file'],
    [`${solution}/old.ts`, 'stray file'],
    [`${solution}/alternatives/map/unused.ts`, 'stray file'],
    [`${solution}/misconceptions/readme.md`, 'stray file'],
    [`${exercise}/exercise.ts`, 'title has no Chinese', 'write it'],
    [`${exercise}/exercise.ts`, 'title of double-precision is the same in both languages', 'translate it'],
    [`${exercise}/hints.ts`, 'hint 1 of double has no English', 'write it'],
    [`${exercise}/hints.ts`, 'hint 2 of double has no Chinese'],
    [`${exercise}/hints.ts`, 'doubleBackward needs three hints'],
    [`${exercise}/hints.ts`, 'hints on triple', 'remove them'],
    [`${mistakes}/squares.ts`, 'title has no Chinese'],
    [`${mistakes}/adds-two.ts`, 'explanation has no English'],
    [`${exercise}/handout.zh.md`, 'other sections than', 'give both the same ones'],
    [`${exercise}/handout.zh.md`, 'other formulas than', '```math'],
    [`${exercise}/calibration.json`, 'not used', 'delete it'],
    [`${solution}/alternatives`, 'holds 3', '4 or more'],
    [mistakes, 'holds 7', '8 mistakes or more'],
  ]

  beforeAll(async () => {
    ended = await examine(({ edit }) => {
      for (const stray of [`${exercise}/notes.txt`, `${exercise}/checks/unused.ts`]) edit(stray, () => '// left over')
      for (const stray of [`${solution}/old.ts`, `${solution}/alternatives/map/unused.ts`, `${mistakes}/readme.md`])
        edit(stray, () => '// left over')
      edit(`${exercise}/exercise.ts`, replacing("zh: '加倍' }", 'zh: null }'))
      edit(`${exercise}/checks/titles.ts`, replacing('输入 float64，输出 float64', 'float64 in, float64 out'))
      edit(`${exercise}/hints.ts`, replacing("en: 'It works entry by entry.'", "en: ''"))
      edit(`${exercise}/hints.ts`, replacing("zh: '每个元素都乘以同一个数，是哪个数？'", "zh: '  '"))
      edit(`${exercise}/hints.ts`, replacing("{ en: 'The slope is 2 everywhere.', zh: '斜率处处都是 2。' },", ''))
      edit(`${exercise}/hints.ts`, (text) => text.replace(/}\n$/, '  triple: [],\n}\n'))
      edit(`${mistakes}/squares.ts`, replacing("zh: '把加倍写成了平方'", 'zh: null'))
      edit(`${mistakes}/adds-two.ts`, replacing("en: 'Adding moves every entry by the same amount.'", "en: ''"))
      edit(`${exercise}/handout.zh.md`, replacing('## 反向', '### 反向'))
      edit(`${exercise}/handout.zh.md`, replacing('dX = 2 * dOut', 'dX = dOut'))
      edit(`${exercise}/calibration.json`, () => '{ "version": "1", "checks": {} }')
      edit(`${solution}/alternatives/kit`, null)
      edit(`${mistakes}/halves.ts`, null)
    })
  })

  test.each(faults)('%s: %s', (...expected) => {
    expect(findFault(ended, expected)).toHaveLength(1)
  })

  test('nothing else is said', () => {
    expect(faultLines(ended)).toHaveLength(faults.length)
    expect(ended.lines.at(-1)).toBe(`${faults.length} faults to mend.`)
    expect(ended.code).toBe(1)
  })
})

describe('stub, alternatives and misconceptions', () => {
  let ended: Ended

  const faults: Expected[] = [
    [`${exercise}/doubling.ts`, 'earns 40 points on double-values', 'earns none'],
    [`${exercise}/doubling.ts`, 'earns 5 points on double-precision'],
    [`${exercise}/doubling.ts`, 'earns 5 points on double-manners'],
    [`${exercise}/doubling.ts`, 'stub of doubleBackward is broken', "return todo('doubleBackward')"],
    [`${solution}/alternatives/map/doubling.ts`, 'does not pass double-values', 'mend the answer'],
    [`${solution}/alternatives/map/doubling.ts`, 'does not pass doubleBackward-gradient'],
    [`${solution}/alternatives/loops/doubling.ts`, 'does not pass doubleBackward-gradient', 'student-error'],
    [`${mistakes}/halves.ts`, 'not caught by double-values', 'passed', 'name the check that catches it'],
    [`${mistakes}/in-place.ts`, 'also loses double-precision', 'double-manners'],
    [`${mistakes}/squares.ts`, 'not named', 'adds-two', 'its own'],
    [`${mistakes}/float32.ts`, 'caught by double-nothing', 'no check of the exercise', 'double-precision'],
    [`${mistakes}/backward-without-slope.ts`, 'exports doubleBack,', 'no part of the exercise'],
    [`${mistakes}/backward-of-a-square.ts`, 'exports double, doubleBackward', 'the one function'],
    [`${mistakes}/backward-ignores-upstream.ts`, 'no `export const misconception`'],
    [mistakes, 'holds 4 in good order'],
  ]

  beforeAll(async () => {
    ended = await examine(({ edit }) => {
      edit(`${exercise}/doubling.ts`, replacing("return todo('double')", 'return add(_x, _x)'))
      edit(`${exercise}/doubling.ts`, replacing("return todo('doubleBackward')", 'return (_x as any).nothing.data'))
      edit(`${exercise}/doubling.ts`, replacing('import { todo,', 'import { add,'))
      edit(`${solution}/alternatives/map/doubling.ts`, replacing('value / 0.5', 'value / 0.25'))
      edit(`${solution}/alternatives/loops/doubling.ts`, replacing('return double(dOut)', "throw new Error('no')"))
      edit(`${mistakes}/halves.ts`, replacing('mul(x, 0.5)', 'mul(x, 2)'))
      edit(`${mistakes}/in-place.ts`, replacing('2 * value', 'Math.fround(2 * value)'))
      edit(`${mistakes}/squares.ts`, replacing('mul(x, x)', '{ ...x, data: mul(x, 1).data.map((v) => v + 2) }'))
      edit(`${mistakes}/float32.ts`, replacing("'double-precision'", "'double-nothing'"))
      edit(`${mistakes}/backward-without-slope.ts`, replacing('function doubleBackward', 'function doubleBack'))
      edit(`${mistakes}/backward-of-a-square.ts`, (text) => `${text}\nexport const double = (x: Tensor): Tensor => x\n`)
      edit(`${mistakes}/backward-ignores-upstream.ts`, replacing('export const misconception', 'const misconception'))
    })
  })

  test.each(faults)('%s: %s', (...expected) => {
    expect(findFault(ended, expected)).toHaveLength(1)
  })

  test('nothing else is said', () => {
    expect(faultLines(ended)).toHaveLength(faults.length)
    expect(ended.code).toBe(1)
  })
})

describe('a stub that is given with errors', () => {
  const withStubs = (double: string, backward: string) =>
    examine(({ edit }) => {
      edit(`${exercise}/exercise.ts`, replacing('defineExercise({', 'defineExercise({ faultyStub: true,'))
      edit(`${exercise}/doubling.ts`, replacing("return todo('double')", double))
      edit(`${exercise}/doubling.ts`, replacing("return todo('doubleBackward')", backward))
      edit(`${exercise}/doubling.ts`, replacing('import { todo,', 'import { mul,'))
    })

  test('is sound where each error has its name', async () => {
    const { code, lines } = await withStubs('return mul(_x, _x)', 'return _dOut')
    expect({ code, lines: lines.slice(0, -2) }).toEqual({ code: 0, lines: [] })
  })

  test('is unsound where a function is right, stops, or is wrong in a way that has no name', async () => {
    const right = await withStubs('return mul(_x, 2)', "throw new Error('no')")
    expect(findFault(right, [`${exercise}/doubling.ts`, 'earns 40 points on double-values'])).toHaveLength(1)
    expect(findFault(right, [`${exercise}/doubling.ts`, 'student-error', 'its code runs'])).toHaveLength(1)
    const nameless = await withStubs('return mul(_x, 7)', 'return _dOut')
    expect(findFault(nameless, [`${exercise}/doubling.ts`, 'has no name', 'misconceptions'])).toHaveLength(1)
  })
})

describe('what is missing or can not be loaded', () => {
  let ended: Ended
  let single: Ended

  const faults: Expected[] = [
    ['exercises/exercise-2-points/exercise.ts', 'points sum to 99', 'worth 100'],
    ['exercises/exercise-3-needs/exercise.ts', 'needs double-speed, which is not listed before it'],
    ['exercises/exercise-4-syntax/exercise.ts:3', "can't be compiled"],
    ['exercises/exercise-5-gone/exercise.ts', 'is missing'],
    ['solutions/exercise-6-unsolved', 'is missing'],
    ['solutions/exercise-8-bug/misconceptions', "can't be loaded: at load"],
    ['exercises/exercise-9-pieces/doubling.ts', 'is missing'],
    ['exercises/exercise-9-pieces/handout.zh.md', 'is missing', 'write the handout in this language'],
    ['exercises/exercise-10-english/handout.zh.md', 'has no Chinese', 'translate it'],
    ['solutions/exercise-11-wrong/doubling.ts', 'does not pass double-values', 'mend the answer, or the check'],
  ]

  beforeAll(async () => {
    const breakIt = ({ edit, addExercise, directory }: CourseCopy): string => {
      for (const [name, path, change] of [
        ['exercise-2-points', 'exercise.ts', replacing('points: 40', 'points: 39')],
        ['exercise-3-needs', 'exercise.ts', replacing('points: 45,', "points: 45, needs: ['double-speed'],")],
        ['exercise-4-syntax', 'exercise.ts', replacing('import { gradient }', 'import { gradient')],
        ['exercise-5-gone', 'exercise.ts', null],
        ['exercise-7-draft', 'exercise.ts', replacing("zh: '加倍' }", 'zh: untranslated },\n  draft: true')],
        ['exercise-9-pieces', 'doubling.ts', null],
        ['exercise-10-english', 'handout.zh.md', (text: string) => text.replace(/[\u4e00-\u9fff：]+/g, 'words')],
      ] as const) {
        addExercise(name)
        edit(`exercises/${name}/${path}`, change)
      }
      edit(
        'exercises/exercise-7-draft/exercise.ts',
        (text) => `import { untranslated } from 'grade-descent/exercise'\n${text}`,
      )
      edit('exercises/exercise-9-pieces/handout.zh.md', null)
      addExercise('exercise-6-unsolved')
      edit('solutions/exercise-6-unsolved', null)
      addExercise('exercise-8-bug')
      edit('solutions/exercise-8-bug/misconceptions/halves.ts', (text) => `${text}\nthrow new Error('at load')\n`)
      addExercise('exercise-11-wrong')
      edit('solutions/exercise-11-wrong/doubling.ts', replacing('mul(x, 2)', 'mul(x, 5)'))
      return directory
    }
    let directory = ''
    ended = await examine((copy) => (directory = breakIt(copy)))
    single = await runScript('check-course', '--course', directory, '--exercise', 'exercise-2')
  })

  test.each(faults)('%s: %s', (...expected) => {
    expect(findFault(ended, expected)).toHaveLength(1)
  })

  test('the other exercises are examined all the same, and a draft may be untranslated', () => {
    const others = faultLines(ended).filter((line) => !line.startsWith('solutions/exercise-11-wrong/'))
    expect(others).toHaveLength(faults.length - 1)
    const draft = ended.lines.map(cellsOf).find(([folder]) => folder === 'exercise-7-draft')
    expect(draft?.slice(1, 5)).toEqual(['2', '100', '8 of 8', '4 of 4'])
    expect(ended.code).toBe(1)
  })

  test('--exercise examines one alone', () => {
    expect(faultLines(single)).toHaveLength(1)
    expect(findFault(single, faults[0])).toHaveLength(1)
    expect(single.code).toBe(1)
  })
})

describe('wrong usage', () => {
  test('an exercise that is not there brings the nearest name, and exit code 2', async () => {
    const { code, lines, errors } = await examine(() => undefined, '--exercise', 'exercise-l')
    expect({ code, lines }).toEqual({ code: 2, lines: [] })
    expect(errors).toMatch(/no exercise called "exercise-l".*Did you mean exercise-1/)
  })

  test('a folder without exercises is no course', async () => {
    const { code, errors } = await examine(({ edit }) => edit('exercises', null))
    expect(code).toBe(2)
    expect(errors).toMatch(/has no exercises\/exercise-N-name; --course takes/)
  })
})
