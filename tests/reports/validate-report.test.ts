import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { InvalidReportError, validateReport } from '../../reports/validate-report.ts'
import { fixtures } from './fixtures/all.ts'
import { backpropScaled } from './fixtures/backprop-scaled.ts'

/** A copy with one field replaced; `undefined` takes it away. */
function altered(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(backpropScaled)) as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce((node, key) => node[key] as Record<string, unknown>, copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

test.each(Object.entries(fixtures))('%s is valid', (_, report) => {
  expect(validateReport(JSON.parse(JSON.stringify(report)), 'report.json')).toEqual(JSON.parse(JSON.stringify(report)))
})

test('unknown fields are left alone', () => {
  expect(() => validateReport(altered('checks.0.novel', { of: 'a later version' }), 'report.json')).not.toThrow()
})

describe('what is wrong is named, with its place', () => {
  test.each([
    ['checks.1.status', 'broken', 'checks[1].status: expected one of', '"broken"'],
    ['checks.0.diagnosis.title.zh', undefined, 'checks[0].diagnosis.title: the field zh is missing', ''],
    ['seed', 17, 'seed: expected string', 'received 17'],
    ['authority', 'mine', 'authority: expected one of "practice", "official"', '"mine"'],
    ['checks.0.evidence.0.rows', 'seven', 'checks[0].evidence[0].rows: expected number', '"seven"'],
    ['checks.0.evidence.0.rows', 6, 'checks[0].evidence: expected 6 x 4 entries, received 28', ''],
    ['score', '52', 'score: expected number,null', '"52"'],
    ['schemaVersion', 2, 'reads reports with schemaVersion 1, received 2', 'Update grade-descent'],
  ])('%s = %p', (path, value, place, received) => {
    const attempt = () => validateReport(altered(path, value), 'old/report.json')
    expect(attempt).toThrow(InvalidReportError)
    expect(attempt).toThrow(place)
    expect(attempt).toThrow(received)
    expect(attempt).toThrow(/^old\/report\.json: /)
  })

  test.each([[null], [[]], ['text'], [3]])('%p is no report', (value) => {
    expect(() => validateReport(value, 'x.json')).toThrow('x.json: not a valid report: report: expected object')
  })

  test('in both languages', () => {
    try {
      validateReport(null, 'x.json')
      throw new Error('nothing was thrown')
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidReportError)
      if (error instanceof InvalidReportError) expect(error.text.zh).toContain('不是有效的报告')
    }
  })
})

test('the schema is what the type says', () => {
  expect(() =>
    execFileSync(process.execPath, ['scripts/generate-schema.mjs', '--check'], { stdio: 'pipe' }),
  ).not.toThrow()
}, 60_000)
