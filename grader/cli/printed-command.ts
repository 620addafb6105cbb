import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The command as it works where the reader stands: `npm run grade --` where a script of that name is, else `npx grade-descent`. */
export function printedCommand(folder: string): string {
  return hasGradeScript(folder) ? 'npm run grade --' : 'npx grade-descent'
}

/** A message whose commands, written as `grade ...`, work where the reader stands. */
export function withPrintedCommands(message: string): string {
  return message.replaceAll('`grade ', `\`${printedCommand(process.cwd())} `)
}

function hasGradeScript(folder: string): boolean {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return false
  try {
    const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: { grade?: string } }
    return scripts?.grade !== undefined
  } catch {
    // A package.json that can't be read names no script.
    return false
  }
}
