import type { Check, CheckContext, Verdict } from '../exercise.ts'
import type { CheckKind } from '../report.ts'
import type { CheckOptions } from './check-options.ts'

/** The fields that every builder fills in the same way. */
export function makeCheck(
  part: string,
  kind: CheckKind,
  options: CheckOptions,
  run: (context: CheckContext, id: string) => Promise<Verdict>,
): Check {
  const id = `${part}-${options.name ?? kind}`
  return {
    id,
    part,
    kind,
    title: options.title,
    points: options.points,
    needs: options.needs ?? [],
    slow: kind === 'accuracy' || kind === 'timing',
    ...(options.lesson === undefined ? {} : { lesson: options.lesson }),
    run: (context) => run(context, id),
  }
}

/** The message of a check in which nothing was wrong; where `--case` asked for a case that isn't there, nothing was tried. */
export function passed(cases: number): Verdict {
  if (cases === 0) {
    return {
      status: 'inconclusive',
      message: { en: 'There is no case of this number.', zh: '没有这个编号的用例。' },
    }
  }
  return {
    status: 'passed',
    message: { en: `Right on ${cases} ${cases === 1 ? 'case' : 'cases'}.`, zh: `${cases} 个测试用例全部正确。` },
  }
}
