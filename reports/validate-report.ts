import { Ajv, type ErrorObject } from 'ajv'
import type { Report } from '../grader/report.ts'
import type { ReportText } from '../grader/text.ts'
import { formatNumber } from './numbers.ts'
import schema from './report.schema.json' with { type: 'json' }

/** The input is no report of this version: says where, what was expected and what to do next. */
export class InvalidReportError extends Error {
  override readonly name = 'InvalidReportError'

  constructor(readonly text: ReportText) {
    super(text.en)
  }
}

const version = schema.definitions.Report.properties.schemaVersion.const

const validate = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true }).compile<Report>(schema)

function invalid(file: string, en: string, zh: string): InvalidReportError {
  return new InvalidReportError({
    en: `${file}: ${en} Make it again with \`grade <exercise> --format json\`.`,
    zh: `${file}：${zh} 请用 \`grade <exercise> --format json\` 重新生成。`,
  })
}

/** `/checks/0/status` as `checks[0].status`. */
function pathOf(pointer: string): string {
  const path = pointer.replace(/\/(\d+)/g, '[$1]').replace(/\//g, '.')
  return path.replace(/^\./, '') || 'report'
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null)?.[key], value)
}

/** Evidence may be of several types: of the errors of all of them, those of its own type count. */
function told(errors: readonly ErrorObject[]): ErrorObject {
  const ofOtherTypes = new Set(
    errors
      .filter((error) => error.keyword === 'const' && error.instancePath.endsWith('/type'))
      .map((error) => error.schemaPath.split('/').slice(0, 3).join('/')),
  )
  const own = errors.filter((error) => !ofOtherTypes.has(error.schemaPath.split('/').slice(0, 3).join('/')))
  return own.find((error) => error.keyword !== 'anyOf') ?? errors[0]
}

function expectation(error: ErrorObject): ReportText {
  const { keyword, params } = error
  if (keyword === 'enum') {
    const list = (params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')
    return { en: `expected one of ${list}`, zh: `应为 ${list} 之一` }
  }
  if (keyword === 'required') {
    return { en: `the field ${params.missingProperty} is missing`, zh: `缺少字段 ${params.missingProperty}` }
  }
  if (keyword === 'type') return { en: `expected ${params.type}`, zh: `应为 ${params.type}` }
  if (keyword === 'const') {
    const value = JSON.stringify(params.allowedValue)
    return { en: `expected ${value}`, zh: `应为 ${value}` }
  }
  return { en: error.message ?? keyword, zh: error.message ?? keyword }
}

function received(value: unknown): string {
  const text = typeof value === 'number' ? formatNumber(value) : (JSON.stringify(value) ?? 'undefined')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function unlikeVersion(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return null
  return value.schemaVersion === version ? null : value.schemaVersion
}

/** Sizes that the schema can't say: a matrix has rows x columns entries. */
function misshapen(report: Report): ReportText | null {
  for (const [index, check] of report.checks.entries()) {
    for (const evidence of check.evidence) {
      if (evidence.type !== 'entries') continue
      const { rows, columns, actual, expected } = evidence
      if (rows * columns === actual.length && actual.length === expected.length) continue
      const sizes = `${rows} x ${columns}`
      return {
        en: `checks[${index}].evidence: expected ${sizes} entries, received ${actual.length} and ${expected.length}.`,
        zh: `checks[${index}].evidence：应有 ${sizes} 个元素，得到 ${actual.length} 和 ${expected.length} 个。`,
      }
    }
  }
  return null
}

/**
 * Takes parsed JSON for a Report if it is one; fields that this version doesn't know are left alone.
 *
 * @param file what the input is called in the error
 * @throws InvalidReportError
 */
export function validateReport(value: unknown, file: string): Report {
  const other = unlikeVersion(value)
  if (other !== null) {
    throw new InvalidReportError({
      en: `${file}: this version reads reports with schemaVersion ${version}, received ${received(other)}. Update grade-descent, or grade again.`,
      zh: `${file}：此版本读取 schemaVersion 为 ${version} 的报告，得到 ${received(other)}。请更新 grade-descent 或重新评分。`,
    })
  }
  if (!validate(value)) {
    const error = told(validate.errors ?? [])
    const expected = expectation(error)
    const path = pathOf(error.instancePath)
    const got = error.keyword === 'required' ? null : received(valueAt(value, error.instancePath))
    throw invalid(
      file,
      `not a valid report: ${path}: ${expected.en}${got === null ? '' : `, received ${got}`}.`,
      `不是有效的报告：${path}：${expected.zh}${got === null ? '' : `，得到 ${got}`}。`,
    )
  }
  const wrongSize = misshapen(value)
  if (wrongSize !== null) throw invalid(file, wrongSize.en, wrongSize.zh)
  return value
}
