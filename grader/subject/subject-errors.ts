import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Limits } from '../exercise.ts'
import type { SourceLocation } from '../report.ts'
import type { BundledSubmission } from '../submission/bundle-submission.ts'
import { nearestName } from '../submission/nearest-name.ts'
import { sourceLocation } from '../submission/source-location.ts'
import type { Text } from '../text.ts'
import type { Death } from './child.ts'
import { frameLimits } from './frames.ts'
import { scriptName, type Failure } from './messages.ts'
import { SubjectError } from './subject.ts'

/** What the child was doing: calling `part`, or loading `file` (then `part` is null). */
export interface Doing {
  part: string | null
  file: string
  limitMs: number
}

/** The place in the student's own source where a stack trace begins; null when it names none. */
export function placeInSource(stack: string, submission: BundledSubmission): SourceLocation | null {
  for (const [file, bundled] of submission.files) {
    if (bundled instanceof SubjectError || bundled.map === null || !stack.includes(scriptName(file))) continue
    const map = new SourceMap(JSON.parse(bundled.map) as SourceMapPayload)
    for (const [, line, column] of stack.matchAll(positionsIn(file))) {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1)
      if (!('originalSource' in entry)) continue
      const source = String(entry.originalSource).replace(/^.*?submission:/, '')
      const text = submission.sources.get(source)
      // What stands in no source of the student's is the kit's glue: look further down the stack.
      if (text !== undefined) return sourceLocation(source, text, entry.originalLine + 1, entry.originalColumn + 1)
    }
  }
  return null
}

function positionsIn(file: string): RegExp {
  return new RegExp(`${scriptName(file).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+):(\\d+)`, 'g')
}

/** What a failure inside the child means to the student. */
export function failureError(
  failure: Failure,
  doing: Doing,
  submission: BundledSubmission,
  limits: Limits,
): SubjectError {
  const where = 'stack' in failure ? placeInSource(failure.stack, submission) : null
  const subject = subjectOf(doing)
  switch (failure.kind) {
    case 'exception':
      return exceptionError(failure, doing, where, limits)
    case 'not-attempted':
      return notAttempted(failure, doing, where)
    case 'promise':
      return new SubjectError('promise', {
        en: `${subject.en} returned a Promise; it must return its result at once. Take out \`async\` and \`await\`.`,
        zh: `${subject.zh}返回了 Promise；它必须直接返回结果。请去掉 \`async\` 和 \`await\`。`,
      })
    case 'missing-export':
      return missingExport(failure, doing)
    case 'unsendable':
      return unsendableError(failure, subject)
    case 'exit':
      return new SubjectError(
        'process-exit',
        {
          en: `${subject.en} called \`${failure.call}\`, which ends the program before there is a result. Return a result instead.`,
          zh: `${subject.zh}调用了 \`${failure.call}\`，程序在得出结果之前就结束了。请改为返回结果。`,
        },
        where,
      )
    case 'output-limit':
      return new SubjectError(
        'output-limit',
        {
          en: `${subject.en} printed more than ${limits.outputMb} MB and was stopped. Take out the \`console.log\` inside the loop.`,
          zh: `${subject.zh}输出超过 ${limits.outputMb} MB，已被停止。请去掉循环里的 \`console.log\`。`,
        },
        where,
      )
  }
}

/** What the death of the child means to the student. */
export function deathError(death: Death, doing: Doing, limits: Limits): SubjectError {
  const subject = subjectOf(doing)
  if (death.cause === 'timed-out') return timedOut(death, doing, subject)
  if (death.cause === 'memory' || ranOutOfMemory(death)) return outOfMemory(doing, limits, null)
  if (death.cause === 'broken-frame') return brokenFrame(doing)
  const said = /^\w*Error:.*$/m.exec(death.stderr)?.[0] ?? ''
  const how = [death.signal ?? `exit code ${death.code ?? '?'}`, said].filter((part) => part !== '').join(', ')
  return new SubjectError('crashed', {
    en: `The process that ran ${subject.inside.en} ended by itself (${how}) before it gave a result. Look for native or process-wide calls, or recursion without end.`,
    zh: `运行${subject.inside.zh}的进程在给出结果之前自行结束（${how}）。请检查是否有影响整个进程的调用，或没有终止的递归。`,
  })
}

/** Something other than the answer came over the pipe. */
export function brokenFrame(doing: Doing): SubjectError {
  const subject = subjectOf(doing)
  return new SubjectError('broken-frame', {
    en: `While ${subject.inside.en} ran, something other than its result was written to the grader's pipe. Only return results; to print, use \`console.log\`.`,
    zh: `运行${subject.inside.zh}时，有结果以外的内容写进了评分器的管道。请只用返回值给出结果；要输出请用 \`console.log\`。`,
  })
}

interface Named {
  /** As the subject of a sentence. */
  en: string
  zh: string
  /** In the middle of one. */
  inside: { en: string; zh: string }
}

function subjectOf({ part, file }: Doing): Named {
  if (part !== null) {
    return { en: `\`${part}\``, zh: `\`${part}\` `, inside: { en: `\`${part}\``, zh: ` \`${part}\` ` } }
  }
  return {
    en: `${file}, while it was loaded,`,
    zh: `${file} 在加载时`,
    inside: { en: `${file} (while it was loaded)`, zh: ` ${file}（加载时）` },
  }
}

function exceptionError(
  failure: Extract<Failure, { kind: 'exception' }>,
  doing: Doing,
  where: SourceLocation | null,
  limits: Limits,
): SubjectError {
  const { name, message } = failure
  const subject = subjectOf(doing)
  if (
    name === 'RangeError' &&
    /allocation failed|could not allocate|unable to grow|memory size exceeded/i.test(message)
  )
    return outOfMemory(doing, limits, where)
  const thrown = name === '' ? message : `${name}: ${message}`
  if (name === 'RangeError' && message.startsWith('Maximum call stack')) {
    return new SubjectError(
      'exception',
      {
        en: `${subject.en} called itself too deeply (${thrown}). A recursion here never reaches its end.`,
        zh: `${subject.zh}递归太深（${thrown}）。这里的递归没有终止。`,
      },
      where,
    )
  }
  return new SubjectError(
    'exception',
    { en: `${subject.en} threw ${thrown}`, zh: `${subject.zh}抛出了 ${thrown}` },
    where,
  )
}

function notAttempted(
  failure: Extract<Failure, { kind: 'not-attempted' }>,
  { part, file }: Doing,
  where: SourceLocation | null,
): SubjectError {
  const other = part === null || failure.message.includes(part) ? '' : failure.message
  const text: Text =
    part === null
      ? { en: `${file} isn't written yet.`, zh: `${file} 还没有写。` }
      : {
          en: `\`${part}\` isn't written yet${other === '' ? '' : ` (it needs something that isn't: ${other})`}.`,
          zh: `\`${part}\` 还没有写${other === '' ? '' : `（它用到的部分还没有写：${other}）`}。`,
        }
  return new SubjectError('not-attempted', text, where)
}

function missingExport(failure: Extract<Failure, { kind: 'missing-export' }>, { part, file }: Doing): SubjectError {
  const name = part ?? ''
  if (failure.received !== 'undefined') {
    return new SubjectError('missing-export', {
      en: `${file} exports \`${name}\`, but as ${failure.received}, not as a function. Write \`export function ${name}(...)\`.`,
      zh: `${file} 导出的 \`${name}\` 是 ${failure.received}，不是函数。请写成 \`export function ${name}(...)\`。`,
    })
  }
  const near = nearestName(name, failure.exported)
  const list = failure.exported.length > 0 ? failure.exported.join(', ') : '-'
  return new SubjectError('missing-export', {
    en: `${file} doesn't export \`${name}\`. ${near ? `It exports \`${near}\`: is that meant?` : `It exports: ${list}.`} Write \`export function ${name}(...)\`.`,
    zh: `${file} 没有导出 \`${name}\`。${near ? `它导出了 \`${near}\`，是不是这个？` : `它导出的有：${list}。`}请写成 \`export function ${name}(...)\`。`,
  })
}

function unsendableError(failure: Extract<Failure, { kind: 'unsendable' }>, subject: Named): SubjectError {
  const { detail } = failure
  const reasons: { [what: string]: Text } = {
    function: { en: 'is a function', zh: '是函数' },
    symbol: { en: 'is a symbol', zh: '是 symbol' },
    bigint: { en: 'is a bigint', zh: '是 bigint' },
    object: { en: `is a ${detail}`, zh: `是 ${detail}` },
    cyclic: { en: 'contains itself', zh: '包含了自身' },
    'too-deep': { en: `is nested more than ${frameLimits.depth} deep`, zh: `嵌套超过 ${frameLimits.depth} 层` },
    'too-many': {
      en: `holds more than ${frameLimits.nodes} values outside of tensors`,
      zh: `在张量之外含有超过 ${frameLimits.nodes} 个值`,
    },
    'too-big': { en: 'is larger than 64 MB', zh: '大于 64 MB' },
    throws: { en: `can't be read (${detail})`, zh: `无法读取（${detail}）` },
  }
  const reason = reasons[failure.what] ?? reasons.object
  const field =
    failure.path === ''
      ? { en: 'which', zh: '它' }
      : { en: `whose \`${failure.path}\``, zh: `其中 \`${failure.path}\` ` }
  return new SubjectError('unsendable-result', {
    en: `${subject.en} returned something ${field.en} ${reason.en}. Return tensors, numbers, arrays or plain objects of them.`,
    zh: `${subject.zh}的返回值无法使用：${field.zh}${reason.zh}。请返回张量、数字、数组或由它们组成的普通对象。`,
  })
}

function timedOut(death: Death, { part, limitMs }: Doing, subject: Named): SubjectError {
  const seconds = `${limitMs / 1000} s`
  const held = death.megabytes > 300 ? Math.round(death.megabytes) : 0
  const memory: Text =
    held === 0
      ? { en: '', zh: '' }
      : { en: ` By then it held ${held} MB of memory.`, zh: `当时它已占用 ${held} MB 内存。` }
  const verb =
    part === null ? { en: 'did not come to an end', zh: '没有结束' } : { en: 'did not return', zh: '没有返回' }
  return new SubjectError('timed-out', {
    en: `${subject.en} ${verb.en} within ${seconds} and was stopped: probably a loop that never ends.${memory.en}`,
    zh: `${subject.zh}在 ${seconds} 内${verb.zh}，已被停止：很可能有死循环。${memory.zh}`,
  })
}

function ranOutOfMemory({ stderr }: Death): boolean {
  return /heap out of memory|out of memory|Allocation failed|allocation failed/.test(stderr)
}

function outOfMemory(doing: Doing, limits: Limits, where: SourceLocation | null): SubjectError {
  const subject = subjectOf(doing)
  return new SubjectError(
    'out-of-memory',
    {
      en: `${subject.en} asked for more memory than the ${limits.memoryMb} MB there are. Look for an array that grows in a loop or is far too large.`,
      zh: `${subject.zh}申请的内存超过了 ${limits.memoryMb} MB 的上限。请检查是否有数组在循环中不断增长，或者开得太大。`,
    },
    where,
  )
}
