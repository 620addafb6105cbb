import { describe, expect, test } from '@jest/globals'
import { entryOf, type Entry, type HandoutFile } from '../../../../grader/cli/handout/manifest.ts'
import { planUpdate, type Found, type Plan } from '../../../../grader/cli/handout/plan-update.ts'

const path = 'exercises/exercise-1-a/file'
const stub = (signature: string): string => `export function f(${signature}): number {\n  return todo('f')\n}\n`
const given = (text: string): HandoutFile => ({ kind: 'given', text })
const written = (text: string): HandoutFile => ({ kind: 'written', text })
const file = (text: string): Found => ({ state: 'file', text })
const absent: Found = { state: 'absent' }

/** The plan for one file: as it was handed out, as it is now in the installed version, and what the student has. */
function plan(before: HandoutFile | null, next: HandoutFile | null, found: Found): Plan {
  const files: Record<string, Entry> = before === null ? {} : { [path]: entryOf(before) }
  const nextFiles = new Map(next === null ? [] : [[path, next]])
  const manifest = { schemaVersion: 1, version: '0.1.0', exercises: 'all', files } as const
  return planUpdate(manifest, { version: '0.2.0', files: nextFiles }, new Map([[path, found]]))
}

describe('a given file', () => {
  test('that is untouched is replaced, and its changed lines are told', () => {
    const { steps, manifest } = plan(given('a\nb\nc\n'), given('a\nB\nc\nd\n'), file('a\nb\nc\n'))
    expect(steps).toEqual([
      {
        path,
        action: 'replaced',
        text: 'a\nB\nc\nd\n',
        changes: ['@@ 1 @@', ' a', '-b', '+B', ' c', '+d'],
      },
    ])
    expect(manifest).toMatchObject({ version: '0.2.0', files: { [path]: entryOf(given('a\nB\nc\nd\n')) } })
  })

  test('that git gave other line ends counts as untouched', () => {
    const { steps } = plan(given('a\nb\n'), given('a\nc\n'), file('a\r\nb\r\n'))
    expect(steps).toMatchObject([{ action: 'replaced', changes: ['@@ 1 @@', ' a', '-b', '+c'] }])
  })

  test('that the student has changed is kept, each time it is asked, until they decide', () => {
    const { steps, manifest } = plan(given('a\n'), given('b\n'), file('mine\n'))
    expect(steps).toEqual([{ path, action: 'kept' }])
    expect(manifest.files[path]).toEqual(entryOf(given('a\n')))
  })

  test('that the student has changed and the course has not is no news', () => {
    expect(plan(given('a\n'), given('a\n'), file('mine\n')).steps).toEqual([])
  })

  test('that is new already, as after an update that was killed, is only noted', () => {
    const { steps, manifest } = plan(given('a\n'), given('b\n'), file('b\n'))
    expect(steps).toEqual([])
    expect(manifest.files[path]).toEqual(entryOf(given('b\n')))
  })

  test('that was deleted is put back', () => {
    expect(plan(given('a\n'), given('b\n'), absent).steps).toEqual([{ path, action: 'put-back', text: 'b\n' }])
  })

  test('that is new in the course is added', () => {
    expect(plan(null, given('b\n'), absent).steps).toEqual([{ path, action: 'added', text: 'b\n' }])
  })

  test('that is new in the course takes no place of a file of the student', () => {
    const { steps, manifest } = plan(null, given('b\n'), file('mine\n'))
    expect(steps).toEqual([{ path, action: 'kept' }])
    expect(manifest.files).toEqual({})
  })

  test('that the course no longer has is told, never deleted', () => {
    const { steps, manifest } = plan(given('a\n'), null, file('a\n'))
    expect(steps).toEqual([{ path, action: 'withdrawn' }])
    expect(manifest.files).toEqual({})
  })

  test.each(['link', 'not-a-file'] as const)('in whose place is a %s is left alone', (why) => {
    const { steps, manifest } = plan(given('a\n'), given('b\n'), { state: 'barred', why })
    expect(steps).toEqual([{ path, action: 'barred', why }])
    expect(manifest.files[path]).toEqual(entryOf(given('a\n')))
  })
})

describe('a file that the student writes in', () => {
  const [before, next] = [written(stub('x: number')), written(stub('x: number, y: number'))]

  test.each([
    ['with their work in it', 'my work\n', false],
    ['though untouched', before.text, true],
    ['that they emptied', '', false],
  ])('is never written, %s', (_what, text, untouched) => {
    const { steps } = plan(before, next, file(text))
    expect(steps).toMatchObject([{ action: 'stub-changed', untouched }])
    expect(steps[0]).not.toHaveProperty('text')
  })

  test('is told of with the signatures that changed', () => {
    expect(plan(before, next, file('my work\n')).steps).toEqual([
      {
        path,
        action: 'stub-changed',
        untouched: false,
        signatures: [{ name: 'f', before: '(x: number): number', after: '(x: number, y: number): number' }],
      },
    ])
  })

  test('is told of once where there is work in it', () => {
    const { manifest } = plan(before, next, file('my work\n'))
    const again = planUpdate(
      manifest,
      { version: '0.2.0', files: new Map([[path, next]]) },
      new Map([[path, file('my work\n')]]),
    )
    expect(again.steps).toEqual([])
  })

  test('tells of a function that is new, and of one that is gone', () => {
    const other = written('export function g(): void {\n}\n')
    expect(plan(before, other, file('my work\n')).steps).toMatchObject([
      {
        signatures: [
          { name: 'f', before: '(x: number): number', after: null },
          { name: 'g', before: null, after: '(): void' },
        ],
      },
    ])
  })

  test('comes back as the new one where the student deleted it', () => {
    expect(plan(before, next, absent).steps).toEqual([{ path, action: 'put-back', text: next.text }])
  })

  test('is still theirs where the course calls it given now', () => {
    const { steps } = plan(before, given('new\n'), file(before.text))
    expect(steps).toEqual([{ path, action: 'kept' }])
  })
})
