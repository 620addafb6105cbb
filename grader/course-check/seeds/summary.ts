import { markdownTable } from '../table.ts'
import type { RightRow, Tried } from './rows.ts'
import type { SeedsTable } from './seeds-file.ts'

const header = [
  'exercise',
  'misconceptions',
  'named',
  'taken for another',
  'points differ',
  'right answers',
  'gradings',
  'lose points',
  'not judged',
]

/** One line an exercise. */
export function summary(tables: readonly (readonly [folder: string, table: SeedsTable])[]): string[] {
  return markdownTable(
    header,
    tables.map(([folder, table]) => summaryRow(folder, table)),
  )
}

function summaryRow(folder: string, { rightAnswers, misconceptions }: SeedsTable): string[] {
  const right = Object.values(rightAnswers)
  const wrong = Object.values(misconceptions)
  const numbers = [
    sum(wrong.map(({ misnamed }) => misnamed)),
    wrong.filter((row) => triedOf(row).some(({ leastLost, mostLost }) => leastLost !== mostLost)).length,
    right.length,
    sum(right.flatMap(triedOf).map(({ seeds }) => seeds)),
    right.filter((row) => triedOf(row).some(({ mostLost }) => mostLost > 0)).length,
    sum([...right, ...wrong].map(({ unjudged }) => unjudged)),
  ]
  return [folder, String(wrong.length), namedShare(wrong), ...numbers.map(String)]
}

function namedShare(rows: readonly { named: number; toBeNamed: number }[]): string {
  return `${sum(rows.map(({ named }) => named))} of ${sum(rows.map(({ toBeNamed }) => toBeNamed))}`
}

function triedOf({ runs }: RightRow): Tried[] {
  return Object.values(runs)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
