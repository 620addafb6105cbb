import { describe, expect, test } from '@jest/globals'
import { render } from '../../../reports/formats/json.ts'
import { fixtures } from '../fixtures/all.ts'

describe.each(Object.entries(fixtures))('%s', (_, report) => {
  test('is the report, indented, with one newline at the end', () => {
    const text = render(report)
    expect(JSON.parse(text)).toEqual(report)
    expect(text.startsWith('{\n  "schemaVersion": 1,\n')).toBe(true)
    expect(text.endsWith('\n}\n')).toBe(true)
  })
})
