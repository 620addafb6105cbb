import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeModel } from '../../../examples/article/model.ts'
import { drawnImages } from '../../../reference-engine/data/drawn-images.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { tensor, type Tensor } from '../../../reference-engine/tensor.ts'
import { imageFolder } from './image-folder.ts'
import { runExample, type KillAt, type Ran } from './run-example.ts'

// As few images as give two batches, of 32 and 1, and 4 images to validate on.
const images = 37
const folder = mkdtempSync(join(tmpdir(), 'article-'))
const files = ['article.html', 'checkpoint.safetensors', 'model.json', 'weights.safetensors']
let data = ''
let undisturbed: Ran

function run(out: string, { killAt, ...options }: { killAt?: KillAt; [option: string]: unknown } = {}): Promise<Ran> {
  const all = { images, epochs: 2, seed: 'a', data, out, ...options }
  return runExample(['--offline', ...Object.entries(all).map(([name, value]) => `--${name}=${String(value)}`)], killAt)
}

/** What a run left, the name of its folder aside. */
function resultOf(out: string, { stdout }: Ran) {
  return { stdout: stdout.replaceAll(out, 'OUT'), files: files.map((name) => readFileSync(join(out, name), 'base64')) }
}

const whole = join(folder, 'whole')

beforeAll(async () => {
  data = await imageFolder(images, 25)
  undisturbed = await run(whole)
}, 60_000)

afterAll(() => {
  for (const path of [folder, data]) rmSync(path, { recursive: true, force: true })
})

describe('npm run example:article', () => {
  test('prints the table and the paths, tells its progress on stderr, and leaves these files', () => {
    const { code, stdout, stderr } = undisturbed
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) })
    expect(stdout).toMatch(
      /^epoch +loss +accuracy +val_loss +val_accuracy\n( +[12]( +\d\.\d{4}){4}\n){2} +test( +\d\.\d{4}){2}\n\n\d+ of 25 test images are right\.\n\n/,
    )
    expect(stdout).toContain(`page        ${join(whole, 'article.html')}\n`)
    expect(stderr.split('\n')).toEqual([
      'training on 33 images, validating on 4 ...',
      expect.stringMatching(/^epoch 1\/2: loss \S+ accuracy \S+ val_loss \S+ val_accuracy \S+, \d+:\d\d left$/),
      expect.stringMatching(/^epoch 2\/2: loss \S+ accuracy \S+ val_loss \S+ val_accuracy \S+$/),
      'testing on 25 images ...',
      '',
    ])
    expect(readdirSync(whole).sort()).toEqual(files)
  })

  test('trains as Sequential.fit does on the same images in memory', async () => {
    const { x, labels } = await inMemory('train', images)
    const kernels = await startKernels({ threads: 1 })
    const model = makeModel('a', kernels)
    const { history } = await model.fit(x, labels, { epochs: 2, validationSplit: 0.1 })
    expect(Buffer.compare(model.saveWeights(), readFileSync(join(whole, 'weights.safetensors')))).toBe(0)
    const held = await inMemory('test', 25)
    const measured = await model.evaluate(held.x, held.labels)
    const shown = (...values: number[]): RegExp => new RegExp(values.map((value) => value.toFixed(4)).join(' +'))
    expect(undisturbed.stdout).toMatch(shown(...Object.values(history).map((values) => values[1])))
    expect(undisturbed.stdout).toMatch(shown(measured.loss, measured.accuracy))
    expect(undisturbed.stdout).toContain(`${Math.round(measured.accuracy * 25)} of 25 test images are right.`)
  }, 60_000)

  test('killed at one moment after the other and started again, with more epochs too, it gives the same, byte for byte', async () => {
    const out = join(folder, 'killed')
    mkdirSync(out)
    writeFileSync(join(out, `checkpoint.safetensors.${randomUUID()}.part`), 'half of a check')
    // `after`: the epochs that are done then. The write of a checkpoint may have ended before the kill, or not.
    const moments: { epochs: number; killAt: KillAt; after?: number }[] = [
      { epochs: 2, killAt: { stderr: /training on/ } },
      { epochs: 2, killAt: { folder: out, file: /^checkpoint.*part$/ } },
      { epochs: 1, killAt: { stderr: /testing on/ } },
      { epochs: 2, killAt: { stderr: /training on/ }, after: 1 },
      { epochs: 2, killAt: { stderr: /testing on/ }, after: 1 },
      { epochs: 2, killAt: { folder: out, file: /^article\.html.*part$/ }, after: 2 },
    ]
    for (const { epochs, killAt, after } of moments) {
      const { code, stdout, stderr } = await run(out, { epochs, killAt })
      expect({ code, stdout }).toEqual({ code: null, stdout: '' })
      if (after !== undefined) expect(stderr).toContain(`going on after epoch ${after} of 2`)
    }
    expect(resultOf(out, await run(out))).toEqual(resultOf(whole, undisturbed))
    expect(readdirSync(out).sort()).toEqual(files)
  }, 60_000)
})

describe('npm run example:article refuses', () => {
  const refused = (message: RegExp) => ({ code: 2, stdout: '', stderr: expect.stringMatching(message) })

  test('a wrong value, with one line on stderr', async () => {
    expect(await run(join(folder, 'none'), { images: 'many' })).toEqual(
      refused(/^example:article: --images must be a whole number from 2 to 50000; got "many"\.\n$/),
    )
  })

  test('to be without images, or with fewer than asked for', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'))
    expect(await run(join(folder, 'none'), { data: empty })).toEqual(
      refused(
        /^example:article: \S+empty-\S+ holds no undamaged CIFAR-10\. Start without --offline .* --data DIR\.\n$/,
      ),
    )
    expect(await run(join(folder, 'none'), { images: images + 1 })).toEqual(
      refused(/^example:article: There is no train image 37: expected a whole number from 0 to 36\.\n$/),
    )
  })

  test('to go on with other options or other images', async () => {
    const checkpoint = join(whole, 'checkpoint.safetensors').replaceAll('\\', '\\\\')
    expect(await run(whole, { seed: 'b' })).toEqual(
      refused(new RegExp(`^example:article: ${checkpoint} is of a run with --seed a, .* --seed a, .* --out\\.\n$`)),
    )
    const other = await imageFolder(images, 25, 'other images')
    expect(await run(whole, { data: other })).toEqual(refused(/ is of a run with other images than --data holds: /))
    rmSync(other, { recursive: true })
  })

  test('a damaged checkpoint, which it names and leaves alone', async () => {
    const out = join(folder, 'damaged')
    mkdirSync(out)
    const file = join(out, 'checkpoint.safetensors')
    copyFileSync(join(whole, 'checkpoint.safetensors'), file)
    const bytes = readFileSync(file)
    bytes[bytes.length - 1000] ^= 1
    writeFileSync(file, bytes)
    expect(await run(out)).toEqual(
      refused(
        /checkpoint\.safetensors is damaged, .*: its checksum, .* Remove it to train from the start, .* --out\.\n$/,
      ),
    )
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(out)).toEqual(['checkpoint.safetensors'])
  })

  test('a folder that it can not make', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(await run(file)).toEqual(refused(/^example:article: Can't write into \S+ \(.*\)\. .* --out\.\n$/))
  })
})

async function inMemory(split: 'train' | 'test', count: number): Promise<{ x: Tensor; labels: Tensor }> {
  const drawn = await drawnImages('images of the example').load(
    split,
    Array.from({ length: count }, (_, index) => index),
  )
  const shares = Float32Array.from(drawn.images, (byte) => byte / 255)
  return {
    x: tensor([...shares], [count, 32, 32, 3], 'float32'),
    labels: tensor([...drawn.labels], [count], 'int32'),
  }
}
