import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type AxeCore from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { render } from '../../../reports/formats/html.ts'
import { fixtures } from '../fixtures/all.ts'
import { english } from '../options.ts'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Under CI a missing browser is an error; elsewhere these tests wait for a computer that has one. */
const describeInBrowser = existsSync(executablePath) || process.env.CI ? describe : describe.skip

describeInBrowser('in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grade-descent-html-'))
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args })
    for (const [name, report] of Object.entries(fixtures)) {
      writeFileSync(join(folder, `${name}.html`), await render(report, english))
    }
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function withPage<Result>(name: string, options: BrowserContextOptions, use: (page: Page) => Promise<Result>) {
    const context = await browser.newContext(options)
    try {
      const page = await context.newPage()
      await page.goto(pathToFileURL(join(folder, `${name}.html`)).href)
      return await use(page)
    } finally {
      await context.close()
    }
  }

  test.each(Object.keys(fixtures))(
    '%s: no horizontal overflow, on narrow and wide screens, in both colour schemes and languages',
    async (name) => {
      await withPage(name, {}, async (page) => {
        for (const width of [360, 1024, 1920]) {
          await page.setViewportSize({ width, height: 900 })
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme })
            for (const language of ['en', 'zh']) {
              await page.locator(`#language-${language}`).check({ force: true })
              const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
              expect({ width, colorScheme, language, overflow }).toEqual({ width, colorScheme, language, overflow: 0 })
            }
          }
        }
      })
    },
    60_000,
  )

  test('the language is switched without JavaScript, by keyboard too', async () => {
    await withPage('backprop-scaled', { javaScriptEnabled: false }, async (page) => {
      const english = page.locator('.next .lead .en')
      const chinese = page.locator('.next .lead .zh')
      expect([await english.isVisible(), await chinese.isVisible()]).toEqual([true, false])
      await page.locator('#language-en').focus()
      await page.keyboard.press('ArrowRight')
      expect([await english.isVisible(), await chinese.isVisible()]).toEqual([false, true])
      await page.locator('label', { hasText: 'English' }).click()
      expect([await english.isVisible(), await chinese.isVisible()]).toEqual([true, false])
    })
  }, 60_000)

  test('the verdict and the next step are readable in the first screen', async () => {
    for (const [viewport, whole] of [
      [{ width: 1280, height: 800 }, ['.score', '.verdict', '.next h3', '.next .lead', '.next mark']],
      [{ width: 360, height: 740 }, ['.score', '.verdict', '.next h3']],
    ] as const) {
      await withPage('backprop-scaled', { viewport }, async (page) => {
        for (const selector of whole) {
          const box = await page.locator(selector).first().boundingBox()
          expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(viewport.height)
        }
      })
    }
  }, 60_000)

  test('nothing is requested and no script runs, hostile text or not', async () => {
    await withPage('hostile', {}, async (page) => {
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      let dialogs = 0
      page.on('dialog', () => dialogs++)
      await page.reload({ waitUntil: 'load' })
      expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([])
      expect(dialogs).toBe(0)
    })
  }, 60_000)

  const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8')

  test.each(Object.keys(fixtures).filter((name) => name !== 'hostile'))(
    'axe finds no violation: %s',
    async (name) => {
      await withPage(name, { viewport: { width: 1024, height: 900 }, bypassCSP: true }, async (page) => {
        await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')))
        await page.evaluate(axe)
        expect(await violations(page)).toEqual([])
        await page.locator('#language-zh').check({ force: true })
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await violations(page)).toEqual([])
      })
    },
    60_000,
  )
})

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof AxeCore }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes[0]?.failureSummary})`)
  })
}
