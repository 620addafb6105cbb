import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RenderOptions } from '../../reports/render-options.ts'
import type { Report } from '../report.ts'
import type { Language } from './language.ts'
import { formatNames } from './built-in.ts'
import { UsageError } from './usage-error.ts'

interface Format {
  extension: string
  render(report: Report, options: RenderOptions): string | Promise<string>
}

/** @throws UsageError where a format isn't known, or several have no folder to go to */
export function checkFormats(formats: readonly string[], out: string | undefined): void {
  const unknown = formats.find((format) => !formatNames.includes(format))
  if (unknown !== undefined) {
    throw new UsageError('unknown-format', {
      en: `there is no format called "${unknown}"; there are: ${formatNames.join(', ')}.`,
      zh: `没有名为“${unknown}”的格式；可用的有：${formatNames.join('、')}。`,
    })
  }
  if (formats.length > 1 && out === undefined) {
    throw new UsageError('out-missing', {
      en: 'several formats need a folder to be written to: add --out DIR.',
      zh: '同时输出多种格式时需要指定文件夹：请加上 --out DIR。',
    })
  }
}

export interface OutputOptions {
  formats: readonly string[]
  out: string | undefined
  language: Language
  plain: boolean
}

/** Writes the report in each format: to stdout, or as files of a folder. */
export async function writeReport(report: Report, { formats, out, language, plain }: OutputOptions): Promise<void> {
  for (const name of formats) {
    const { render, extension } = (await import(`../../reports/formats/${name}.ts`)) as Format
    const text = await render(report, {
      language,
      plain: plain || process.env.TERM === 'dumb',
      color: out === undefined && hasColor(),
      width: out === undefined ? (process.stdout.columns ?? 100) : 100,
    })
    if (out === undefined) process.stdout.write(text)
    else {
      mkdirSync(out, { recursive: true })
      writeFileSync(join(out, `report.${extension}`), text)
    }
  }
}

function hasColor(): boolean {
  if (process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '') return false
  if (process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0') return true
  return process.stdout.isTTY === true && process.env.TERM !== 'dumb'
}
