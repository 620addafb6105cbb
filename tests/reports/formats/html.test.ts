import { parseHTML } from 'linkedom'
import { describe, expect, test } from '@jest/globals'
import type { RenderOptions } from '../../../reports/render-options.ts'
import type { Report } from '../../../grader/report.ts'
import { render } from '../../../reports/formats/html.ts'
import { expectGolden } from '../../support/golden.ts'
import { activationsMixed } from '../fixtures/activations-mixed.ts'
import { fixtures } from '../fixtures/all.ts'
import { backpropScaled } from '../fixtures/backprop-scaled.ts'
import { check, report } from '../fixtures/build.ts'
import { hostile, poison } from '../fixtures/hostile.ts'
import { inconclusive } from '../fixtures/inconclusive.ts'
import { large } from '../fixtures/large.ts'
import { stub } from '../fixtures/stub.ts'
import { chinese, english } from '../options.ts'

async function page(report: Report) {
  return parseHTML(await render(report, english)).document
}

function textOf(node: { textContent: string | null } | null): string {
  return (node?.textContent ?? '').replace(/\s+/g, ' ')
}

/** The style sheet stands in a file of its own; in the golden files it would only be repeated. */
async function withoutStyle(report: Report, options: RenderOptions): Promise<string> {
  return (await render(report, options)).replace(/<style>[\s\S]*?<\/style>/, '<style>…</style>')
}

describe('golden files', () => {
  test.each(['backprop-scaled', 'stub', 'error', 'inconclusive', 'passed'])('%s', async (name) => {
    expectGolden(`reports/${name}.en.html`, await withoutStyle(fixtures[name], english))
  })
  test('Chinese first', async () => {
    expectGolden('reports/activations-mixed.zh.html', await withoutStyle(activationsMixed, chinese))
  })
})

describe.each(Object.entries(fixtures))('%s', (_, report) => {
  test('the same bytes from its JSON, and whatever the terminal is like', async () => {
    const again = JSON.parse(JSON.stringify(report)) as Report
    const first = await render(report, chinese)
    expect(await render(again, { ...chinese, color: true, width: 40, plain: true })).toBe(first)
  })

  test('nothing in it acts or is fetched', async () => {
    const document = await page(report)
    expect(document.querySelectorAll('script, img, iframe, object, embed, form, base, foreignObject').length).toBe(0)
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/i)
        if (['href', 'src', 'xlink:href', 'action'].includes(name)) expect(value).toMatch(/^(#|data:,$)/)
      }
    }
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(/^default-src 'none'/)
    // An expression of its own keeps the style sheet from fetching.
    expect(textOf(document.querySelector('style'))).not.toMatch(/url\(|@import/)
  })

  test('headings go down one step at a time, ids are there once, links lead somewhere', async () => {
    const document = await page(report)
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.tagName[1]))
    expect(levels[0]).toBe(1)
    levels.slice(1).forEach((level, index) => expect(level - levels[index]).toBeLessThanOrEqual(1))
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      expect(ids).toContain(link.getAttribute('href')?.slice(1))
    }
    for (const element of document.querySelectorAll('[aria-labelledby]')) {
      expect(ids).toContain(element.getAttribute('aria-labelledby'))
    }
  })
})

describe('languages', () => {
  test('the chosen one is checked and is the page’s', async () => {
    for (const [options, lang, id] of [
      [english, 'en', 'language-en'],
      [chinese, 'zh-Hans', 'language-zh'],
    ] as const) {
      const { document } = parseHTML(await render(backpropScaled, options))
      expect(document.documentElement.getAttribute('lang')).toBe(lang)
      expect([...document.querySelectorAll('input[checked]')].map((input) => input.id)).toEqual([id])
    }
  })

  test('both are in the page, each marked as what it is', async () => {
    const document = await page(backpropScaled)
    const { en, zh } = backpropScaled.checks[0].diagnosis?.explanation ?? { en: '', zh: '' }
    const next = document.querySelector('.next')
    expect(textOf(next?.querySelector('.lead .en[lang="en"]') ?? null)).toBe(en)
    expect(textOf(next?.querySelector('.lead .zh[lang="zh-Hans"]') ?? null)).toBe(zh)
    expect(document.querySelectorAll('.en').length).toBe(document.querySelectorAll('.zh').length)
  })
})

describe('content', () => {
  test('the next step comes before the parts and has diagnosis, place and command', async () => {
    const document = await page(backpropScaled)
    const sections = [...document.querySelectorAll('main section.next, main section.parts')].map(
      (node) => node.className,
    )
    expect(sections[0]).toContain('next')
    const next = document.querySelector('.next')
    expect(textOf(next?.querySelector('h3') ?? null)).toContain('dW is exactly 5 times too large')
    expect(textOf(next?.querySelector('mark') ?? null)).toContain('24 | const weights = mul(')
    expect(textOf(next?.querySelector('.command') ?? null)).toContain('--case denseBackward-gradient/0')
  })

  test('what was wrong is told of a check that passes', async () => {
    const lesson = { en: 'It was <b>negated</b>.', zh: '符号反了。' }
    const document = await page(
      report({ checks: [check('relu', 'values', 5, { lesson }), check('relu', 'gradient', 5)] }),
    )
    expect([...document.querySelectorAll('.lesson .en')].map(textOf)).toEqual(['What was wrong', lesson.en])
    expect([...document.querySelectorAll('.lesson .zh')].map(textOf)).toEqual(['原来错在哪里', lesson.zh])
  })

  test('every kind of evidence has a drawing, a sentence and a table', async () => {
    const document = await page(backpropScaled)
    const figures = [...document.querySelectorAll('figure.evidence')]
    expect(figures.length).toBe(5)
    expect(figures.map((figure) => figure.querySelectorAll('svg').length)).toEqual([3, 1, 1, 1, 1])
    for (const figure of figures) {
      expect(textOf(figure.querySelector('figcaption > .en')).length).toBeGreaterThan(0)
      expect(figure.querySelectorAll('details tbody tr').length).toBeGreaterThan(0)
    }
    expect(textOf(figures[0].querySelector('figcaption'))).toContain('28 of 28 entries are wrong')
  })

  test('wrong entries are framed, and only those', async () => {
    const precision = (await page(activationsMixed)).querySelectorAll('figure.evidence')[1]
    const frames = [...precision.querySelectorAll('svg')].map(
      (svg) => svg.querySelectorAll('[stroke="var(--failed)"] rect').length,
    )
    expect(frames).toEqual([4, 0, 4])
  })

  test('a large matrix is shown around its wrong entries, and stays small', async () => {
    const document = await page(large)
    const [map] = document.querySelectorAll('figure.evidence svg')
    expect(map.querySelectorAll('rect').length).toBeLessThan(24 * 24 + 10)
    expect(textOf(document.querySelector('figure.evidence figcaption'))).toContain('rows 28–51, columns 38–61')
    expect(textOf(document.querySelector('figure.evidence tbody tr'))).toBe('[40, 50]NaN0.854769NaN')
    expect((await render(large, english)).length).toBeLessThan(250_000)
  })

  test('formulas are MathML', async () => {
    const document = await page(stub)
    expect(document.querySelectorAll('.formula math').length).toBe(stub.parts.length)
  })

  test('a stub has one message a function', async () => {
    const document = await page(stub)
    expect(document.querySelectorAll('.part').length).toBe(8)
    expect(document.querySelectorAll('.part .quiet').length).toBe(8)
    expect(document.querySelectorAll('.part .check').length).toBe(0)
  })

  test('points that could not be judged are said at the top', async () => {
    const document = await page(inconclusive)
    expect(textOf(document.querySelector('.verdict .en'))).toContain('16 points could not be judged')
    expect(textOf(document.querySelector('.score'))).toContain('84 / 84')
  })
})

test('hostile text is shown as text', async () => {
  const document = await page(hostile)
  const shown = textOf(document.querySelector('main'))
  expect(shown).toContain('<img src=x onerror=alert(1)>')
  expect(shown).toContain('{{{constructor}}}')
  expect(shown).toContain('\\u202egpj.exe')
  expect(poison).toContain('\u202e')
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(await render(hostile, english)).not.toMatch(/[\u202e\u2066\u200f\u001b\u0007\u0000]/)
})

test('code between backticks is set as code, its content escaped', async () => {
  const document = await page({ ...stub, notes: [{ en: 'Run `a <b> c`.', zh: '运行 `a <b> c`。' }] })
  expect(document.querySelector('.notes .en code')?.textContent).toBe('a <b> c')
})
