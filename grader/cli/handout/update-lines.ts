import type { Language } from '../language.ts'
import type { Manifest } from './manifest.ts'
import type { Plan, SignatureChange, Step } from './plan-update.ts'

export interface UpdateView {
  /** Whether nothing was written: what is told is only planned. */
  dryRun: boolean
  /** Whether the changed lines of each replaced file are shown. */
  diff: boolean
  language: Language
}

/** What an update did, or would do, a line a file. */
export function updateLines(before: Manifest, { steps, manifest }: Plan, view: UpdateView): string[] {
  const { dryRun, language } = view
  const say = words[language]
  const written = steps.filter((step) => 'text' in step).length
  return [
    before.version === manifest.version
      ? `grade-descent ${manifest.version}`
      : `grade-descent ${before.version} -> ${manifest.version}`,
    ...steps.flatMap((step) => stepLines(step, view)),
    steps.length === 0 ? say.nothing : (dryRun ? say.wouldWrite : say.wrote)(written),
  ]
}

function stepLines(step: Step, { language, diff }: UpdateView): string[] {
  const say = words[language]
  const line = (label: string, rest = ''): string => `  ${label.padEnd(language === 'zh' ? 4 : 9)} ${step.path}${rest}`
  switch (step.action) {
    case 'added':
      return [line(say.added)]
    case 'put-back':
      return [line(say.putBack)]
    case 'replaced':
      return [
        line(say.replaced, `  +${count(step.changes, '+')} -${count(step.changes, '-')}`),
        ...(diff ? step.changes.map(indented) : []),
      ]
    case 'kept':
      return [line(say.kept), indented(say.keptWhy)]
    case 'barred':
      return [line(say.kept), indented(step.why === 'link' ? say.link : say.notAFile)]
    case 'withdrawn':
      return [line(say.kept), indented(say.withdrawn)]
    case 'stub-changed':
      return [
        line(say.kept),
        indented(step.signatures.length > 0 ? say.stubSignatures : say.stubText),
        ...step.signatures.flatMap((change) => signatureLines(change, language)),
        indented(step.untouched ? say.stubUntouched : say.stubCompare(step.path)),
      ]
  }
}

function signatureLines({ name, before, after }: SignatureChange, language: Language): string[] {
  const say = words[language]
  const lines = [
    `- ${before === null ? say.absent : name + spaced(before)}`,
    `+ ${after === null ? say.absent : name + spaced(after)}`,
  ]
  return [`${name}:`, ...lines].map((text) => indented(`  ${text}`))
}

/** A function's signature begins with a bracket, a type's with a brace or an equals sign. */
function spaced(signature: string): string {
  return /^[(<]/.test(signature) ? signature : ` ${signature}`
}

function indented(text: string): string {
  return `      ${text}`
}

function count(changes: readonly string[], sign: '+' | '-'): number {
  return changes.filter((line) => line.startsWith(sign)).length
}

function files(count: number): string {
  return count === 0 ? 'No file' : count === 1 ? '1 file' : `${count} files`
}

const words = {
  en: {
    added: 'added',
    putBack: 'put back',
    replaced: 'replaced',
    kept: 'kept',
    absent: '(none)',
    keptWhy: 'You have changed it, and the course has a new one. To take the new one, delete yours and update again.',
    link: 'It is a link, or lies below one. Links are not followed.',
    notAFile: 'Something else is in its place, such as a folder. Move that away and update again.',
    withdrawn: 'The course no longer has it. You may delete it.',
    stubSignatures: 'You write in this one, so it is not touched. What the course asks for has changed:',
    stubText:
      'You write in this one, so it is not touched. The text that it began as has changed; its functions are called as before.',
    stubUntouched: 'You have written nothing in it yet: delete it and update again, and you have the new one.',
    stubCompare: (path: string) => `The new one, to compare: node_modules/grade-descent/${path}`,
    nothing: 'All given files are up to date.',
    wrote: (count: number) => `${files(count)} written.${count === 0 ? '' : ' `git diff` shows what changed.'}`,
    wouldWrite: (count: number) => `${files(count)} would be written (--dry-run: nothing was).`,
  },
  zh: {
    added: '新增',
    putBack: '补回',
    replaced: '替换',
    kept: '保留',
    absent: '（无）',
    keptWhy: '你改过这个文件，而课程有了新版本。想用新版本，请删除你的文件，再更新一次。',
    link: '它是链接，或位于链接之下。不会跟随链接。',
    notAFile: '这个位置上是别的东西，例如文件夹。请把它移开，再更新一次。',
    withdrawn: '课程已不再包含它，可以删除。',
    stubSignatures: '这是你写代码的文件，因此没有改动它。题目的要求有变化：',
    stubText: '这是你写代码的文件，因此没有改动它。它的初始内容有变化，函数的写法要求不变。',
    stubUntouched: '你还没有在其中写代码：删除它，再更新一次，就能得到新版本。',
    stubCompare: (path: string) => `新版本在此，可供比较：node_modules/grade-descent/${path}`,
    nothing: '所有发放的文件都是最新的。',
    wrote: (count: number) => (count === 0 ? '没有写入文件。' : `写入了 ${count} 个文件。用 \`git diff\` 查看改动。`),
    wouldWrite: (count: number) =>
      `${count === 0 ? '不会写入文件' : `将写入 ${count} 个文件`}（--dry-run：什么都没有写）。`,
  },
}
