/** `npm run picture`: grades a real misconception and takes the README's picture of its report. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const folder = mkdtempSync(join(tmpdir(), 'report-picture-'))
const file = join(folder, 'backprop.ts')
cpSync('solutions/exercise-3-backprop/backprop.ts', file)
const rightSlope = 'sigmoidBackward(dPrediction, cache.z2)'
const text = readFileSync(file, 'utf8')
if (!text.includes(rightSlope)) throw new Error(`${file}: expected ${rightSlope}, to plant the misconception`)
writeFileSync(file, text.replace(rightSlope, 'sigmoidBackward(dPrediction, cache.prediction)'))
try {
  execFileSync(process.execPath, ['dist/grade.mjs', '3', '--submission', folder, '--format', 'html', '--out', folder])
} catch (error) {
  // Points are missing, on purpose: exit code 1.
  if ((error as { status?: number }).status !== 1) throw error
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: 1000, height: 1180 } })
await page.goto(`file://${join(folder, 'report.html')}`)
await page.screenshot({ path: 'docs/report.png' })
await browser.close()
rmSync(folder, { recursive: true })
