import { expect, test } from '@jest/globals'
import type { Manifest } from '../../../../grader/cli/handout/manifest.ts'
import type { Step } from '../../../../grader/cli/handout/plan-update.ts'
import { updateLines, type UpdateView } from '../../../../grader/cli/handout/update-lines.ts'

const manifest: Manifest = { schemaVersion: 1, version: '0.1.0', exercises: 'all', files: {} }
const view: UpdateView = { dryRun: false, diff: false, language: 'en' }

const replaced: Step = { path: 'r.md', action: 'replaced', text: '', changes: ['@@ 4 @@', ' a', '-b', '+c', '+d'] }
const steps: Step[] = [
  { path: 'a.md', action: 'added', text: 'new' },
  { path: 'p.md', action: 'put-back', text: 'new' },
  replaced,
  { path: 'k.md', action: 'kept' },
  { path: 'l.md', action: 'barred', why: 'link' },
  { path: 'n.md', action: 'barred', why: 'not-a-file' },
  { path: 'w.md', action: 'withdrawn' },
  { path: 's.ts', action: 'stub-changed', untouched: false, signatures: [{ name: 'f', before: '(): A', after: null }] },
  { path: 't.ts', action: 'stub-changed', untouched: true, signatures: [] },
]

function told(some: readonly Step[], options: Partial<UpdateView> = {}): string[] {
  return updateLines(
    manifest,
    { steps: [...some], manifest: { ...manifest, version: '0.2.0' } },
    { ...view, ...options },
  )
}

test('tells both versions, each file with its path, and how many were written', () => {
  const lines = told(steps)
  expect(lines[0]).toBe('grade-descent 0.1.0 -> 0.2.0')
  expect(lines).toEqual(
    expect.arrayContaining(['  added     a.md', '  put back  p.md', '  replaced  r.md  +2 -1', '  kept      k.md']),
  )
  for (const { path } of steps) expect(lines.filter((line) => line.includes(` ${path}`))).toHaveLength(1)
  expect(lines.at(-1)).toBe('3 files written. `git diff` shows what changed.')
})

test('says in Chinese as many lines as in English, none of them the same', () => {
  const [english, chinese] = [told(steps), told(steps, { language: 'zh' })]
  expect(chinese).toHaveLength(english.length)
  const same = english.filter((line, index) => index > 0 && line === chinese[index])
  expect(same.map((line) => line.trim())).toEqual(['f:', '- f(): A'])
})

test('shows the changed lines where they are asked for', () => {
  expect(told([replaced])).toHaveLength(3)
  const indented = replaced.action === 'replaced' ? replaced.changes.map((line) => `      ${line}`) : []
  expect(told([replaced], { diff: true })).toEqual(expect.arrayContaining(indented))
})

test('says what can be done about a stub that changed', () => {
  expect(told(steps.slice(-2, -1)).join('\n')).toMatch(
    /- f\(\): A\n.*\+ \(none\)\n.*node_modules\/grade-descent\/s\.ts/,
  )
  expect(told(steps.slice(-1)).join('\n')).toContain('delete it and update again')
})

test.each([
  ['nothing to tell', [], false, 'All given files are up to date.'],
  ['only kept files', steps.slice(3, 4), false, 'No file written.'],
  ['one file', [replaced], false, '1 file written. `git diff` shows what changed.'],
  ['a dry run', [replaced], true, '1 file would be written (--dry-run: nothing was).'],
])('ends with what was written: %s', (_what, some, dryRun, end) => {
  expect(told(some, { dryRun }).at(-1)).toBe(end)
})

test('tells one version where it is the same', () => {
  expect(updateLines(manifest, { steps: [], manifest }, view)[0]).toBe('grade-descent 0.1.0')
})
