import { beforeAll, describe, expect, test } from '@jest/globals'
import { decode } from 'fast-png'
import { parseHTML } from 'linkedom'
import { pageOf } from '../../../examples/article/page.ts'
import { imageBytes } from '../../../reference-engine/data/image-source.ts'
import type { Result } from '../../../examples/article/result.ts'
import { sampleResult } from './sample-result.ts'

let result: Result
let html = ''
let document: Document

beforeAll(async () => {
  result = await sampleResult()
  html = await pageOf(result)
  document = parseHTML(html).document
})

function texts(selector: string, within: ParentNode = document): string[] {
  return [...within.querySelectorAll(selector)].map(({ textContent }) =>
    (textContent ?? '').replace(/\s+/g, ' ').trim(),
  )
}

describe('pageOf', () => {
  test('shows the first 25 test images, pixel by pixel', () => {
    const sources = [...document.querySelectorAll('.pictures img')].map((image) => image.getAttribute('src') ?? '')
    expect(sources.length).toBe(25)
    sources.forEach((source, index) => {
      const [, base64] = /^data:image\/png;base64,(.+)$/.exec(source) ?? []
      const { width, height, channels, data } = decode(Buffer.from(base64, 'base64'))
      expect({ width, height, channels }).toEqual({ width: 32, height: 32, channels: 3 })
      const expected = result.shown.images.subarray(index * imageBytes, (index + 1) * imageBytes)
      expect(Buffer.compare(Uint8Array.from(data), expected)).toBe(0)
    })
  })

  test('says of each picture its class, the verdict in a sign and a word, the predicted class and its probability', () => {
    const names = result.classNames
    const expected = result.predictions.slice(0, 25).map(({ label, predicted, probability }) => {
      const verdict = label === predicted ? '✓ right:' : '✗ wrong:'
      return `${names[label]} ${verdict} ${names[predicted]} ${Math.round(100 * probability)}%`
    })
    expect(texts('.pictures li')).toEqual(expected)
    expect(new Set(expected.map((text) => /right|wrong/.exec(text)?.[0]))).toEqual(new Set(['right', 'wrong']))
  })

  test('rounds no probability to all or nothing', async () => {
    const [first, second, ...rest] = result.predictions
    const predictions = [{ ...first, probability: 0.9999 }, { ...second, probability: 1 }, ...rest]
    const { document: other } = parseHTML(await pageOf({ ...result, predictions }))
    expect(texts('.probability', other).slice(0, 2)).toEqual(['>99%', '100%'])
  })

  test('counts in the matrix how often each class was taken for each', () => {
    const rows = [...document.querySelectorAll('.confusion tbody tr')].map((row) => texts('td', row))
    const expected = result.classNames.map((_, label) => {
      const ofClass = result.predictions.filter((each) => each.label === label)
      const counts = result.classNames.map(
        (_, wanted) => ofClass.filter(({ predicted }) => predicted === wanted).length,
      )
      return [...counts.map(String), `${Math.round((100 * counts[label]) / ofClass.length)}%`]
    })
    expect(rows).toEqual(expected)
    const shares = [...document.querySelectorAll('.confusion td:not(.total)')].map((cell) => cell.getAttribute('style'))
    // A hundred images of each class.
    const counts = expected.flatMap((row) => row.slice(0, -1).map(Number))
    expect(shares).toEqual(counts.map((count) => `--share:${(count / 100).toFixed(3)}`))
    const framed = [...document.querySelectorAll('.confusion tbody tr')].map((row) =>
      [...row.children].findIndex((cell) => cell.classList.contains('right')),
    )
    expect(framed).toEqual(result.classNames.map((_, label) => label + 1))
    expect(texts('.confusion thead th')).toEqual(['true class', ...result.classNames, 'right'])
    expect(texts('.confusion tbody th')).toEqual(result.classNames)
  })

  test('draws a point for each epoch of each curve, and has their values in a table', () => {
    const drawings = [...document.querySelectorAll('.curves svg')]
    const points = drawings.map((svg) =>
      [...svg.querySelectorAll('[aria-label=dot]')].map((group) => group.children.length),
    )
    expect(points).toEqual([
      [10, 10],
      [10, 10],
    ])
    const rows = [...document.querySelectorAll('details tbody tr')].map((row) => texts('th, td', row))
    expect(rows).toEqual(
      result.history.map(({ loss, accuracy, val_loss, val_accuracy }, epoch) => [
        String(epoch + 1),
        ...[loss, val_loss, accuracy, val_accuracy].map((value) => value.toFixed(4)),
      ]),
    )
  })

  test('says how many test images are right, and what was trained how', () => {
    const right = result.predictions.filter(({ label, predicted }) => label === predicted).length
    expect(texts('.score')).toEqual([`${(right / 10).toFixed(1)}% ${right} of 1,000 test images right, loss 0.8765`])
    expect(document.querySelector('pre')?.textContent).toBe(result.summary)
    expect(texts('.facts div').slice(0, 4)).toEqual([
      'Training images45,000',
      'Validation images5,000, the last ones',
      'Test images1,000',
      'Epochs10',
    ])
  })

  test('is the same for the same result, has no script, and asks for nothing', async () => {
    expect(await pageOf(await sampleResult())).toBe(html)
    expect(document.documentElement.getAttribute('lang')).toBe('en')
    expect(document.querySelectorAll('script').length).toBe(0)
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"|url\(([^)]*)\)/g)].map(([, a, b]) => a ?? b)
    expect(addresses.filter((address) => !/^(data:|#)/.test(address))).toEqual([])
  })

  test('text of the result is text, whatever it holds', async () => {
    const page = await pageOf({ ...result, seed: '<img src=x>' })
    expect(page).not.toContain('<img src=x>')
    expect(texts('.facts dd', parseHTML(page).document)).toContain('<img src=x>')
  })

  test('of a run of one epoch, and of one that came to no number, there is a page too', async () => {
    const [first] = result.history
    const one = parseHTML(await pageOf({ ...result, epochs: 1, history: [first] })).document
    expect(texts('.curves figcaption', one)[0]).toBe('loss After epoch 1: 1.5000 in training, 1.2500 in validation.')
    const none = await pageOf({ ...result, history: [first, { ...first, loss: NaN, val_loss: Infinity }] })
    expect(texts('.curves figcaption', parseHTML(none).document)[0]).toBe(
      'loss After epoch 2: NaN in training, Infinity in validation.',
    )
  })
})
