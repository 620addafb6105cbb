import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type AxeCore from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { pageOf } from '../../../examples/article/page.ts'
import { sampleResult } from './sample-result.ts'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Under CI a missing browser is an error; elsewhere these tests wait for a computer that has one. */
const describeInBrowser = existsSync(executablePath) || process.env.CI ? describe : describe.skip

describeInBrowser('the page of the article’s example in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'article-page-'))
  const file = join(folder, 'article.html')
  let browser: Browser

  beforeAll(async () => {
    writeFileSync(file, await pageOf(await sampleResult()))
    browser = await chromium.launch({ executablePath, args })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function withPage<Result>(options: BrowserContextOptions, use: (page: Page) => Promise<Result>) {
    const context = await browser.newContext(options)
    try {
      const page = await context.newPage()
      await page.goto(pathToFileURL(file).href)
      return await use(page)
    } finally {
      await context.close()
    }
  }

  test('neither the page nor a picture’s words overflow, from narrow to wide, light and dark', async () => {
    await withPage({}, async (page) => {
      await page.locator('details').evaluate((details) => details.setAttribute('open', ''))
      for (const width of [360, 500, 700, 1024, 1920]) {
        await page.setViewportSize({ width, height: 900 })
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const overflow = await page.evaluate(() =>
            [document.documentElement, ...document.querySelectorAll('.pictures li, .curves figure, .hero')]
              .filter((element) => element.scrollWidth > element.clientWidth)
              .map(({ className, textContent }) => `${className}: ${textContent}`),
          )
          expect({ width, colorScheme, overflow }).toEqual({ width, colorScheme, overflow: [] })
        }
      }
    })
  }, 60_000)

  test('the pictures are in five rows of five, enlarged without smoothing', async () => {
    await withPage({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }, async (page) => {
      const pictures = await page.locator('.pictures img').all()
      const boxes = await Promise.all(pictures.map((picture) => picture.boundingBox()))
      const count = (of: 'x' | 'y') => new Set(boxes.map((box) => box?.[of])).size
      expect([boxes.length, count('x'), count('y')]).toEqual([25, 5, 5])
      expect(Math.min(...boxes.map((box) => box?.width ?? 0))).toBeGreaterThan(96)
      await expect(pictures[0].evaluate((image) => getComputedStyle(image).imageRendering)).resolves.toBe('pixelated')
    })
  }, 60_000)

  test('what scrolls sideways on a narrow screen is reached and scrolled by keyboard', async () => {
    await withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
      const region = page.getByRole('group', { name: 'What was taken for what' })
      await region.focus()
      await page.keyboard.press('ArrowRight')
      await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0)
    })
  }, 60_000)

  test('nothing is requested', async () => {
    await withPage({}, async (page) => {
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      await page.reload({ waitUntil: 'load' })
      expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([])
    })
  }, 60_000)

  test('axe finds no violation, light and dark, narrow and wide', async () => {
    const axe = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8')
    await withPage({ bypassCSP: true }, async (page) => {
      await page.locator('details').evaluate((details) => details.setAttribute('open', ''))
      await page.evaluate(axe)
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 900 })
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect({ width, colorScheme, found: await violations(page) }).toEqual({ width, colorScheme, found: [] })
        }
      }
    })
  }, 60_000)
})

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // Put into the page by its script.
    const { violations } = await (globalThis as unknown as { axe: typeof AxeCore }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes[0]?.failureSummary})`)
  })
}
