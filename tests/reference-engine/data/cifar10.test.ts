import { mkdtemp } from 'node:fs/promises'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { cacheFolder } from '../../../reference-engine/data/cache-folder.ts'
import { cifar10Path, openCifar10, openImages } from '../../../reference-engine/data/cifar10.ts'
import { diskError } from '../../../reference-engine/data/data-error.ts'
import { fetchCifar10 } from '../../../reference-engine/data/fetch-cifar10.ts'
import { packImages } from '../../../reference-engine/data/pack.ts'
import { dataStatus } from '../../../reference-engine/data/status.ts'
import { makeFakeCifar10, removeFolders, type FakeCifar10 } from './fake-cifar10.ts'

let fake: FakeCifar10
let folder: string

beforeAll(async () => {
  fake = await makeFakeCifar10()
  folder = await mkdtemp(join(tmpdir(), 'cifar10-'))
  await fetchCifar10({ folder, from: fake.tarball, expected: fake.expected })
})
afterAll(() => removeFolders(fake.folder, folder))

describe('load', () => {
  test('gives images and labels in the order asked for, repeated where asked', async () => {
    const source = await openImages(folder)
    const order = [7, 0, 7, 1, 2, 3]
    const set = await source?.load('train', order)
    expect([...(set?.images ?? [])]).toEqual(order.flatMap((index) => fake.image('train', index)))
    expect([...(set?.labels ?? [])]).toEqual(order.map((index) => fake.label('train', index)))
  })

  test('gives nothing for nothing', async () => {
    const set = await (await openImages(folder))?.load('test', [])
    expect([set?.images.length, set?.labels.length]).toEqual([0, 0])
  })

  test.each([-1, 8, 1.5, Number.NaN])('refuses index %p', async (index) => {
    const source = await openImages(folder)
    await expect(source?.load('train', [0, index])).rejects.toThrow(`${index}: expected a whole number from 0 to 7`)
  })
})

test('an absent set is null, in an absent folder too', async () => {
  expect(await openCifar10(join(folder, 'nowhere'))).toBeNull()
  expect(await openImages(join(folder, 'nowhere'))).toBeNull()
})

describe('packed files', () => {
  test('hold only their images, and the one that has all those asked for is read', async () => {
    const packs = join(folder, 'packs')
    await packImages({ folder, out: join(packs, 'a.images'), train: [0, 1], test: [] })
    await packImages({ folder, out: join(packs, 'b.images'), train: [4, 1, 5], test: [3] })
    expect(statSync(join(packs, 'a.images')).size).toBeLessThan(3 * 3072)
    const source = await openImages(packs)
    expect([...((await source?.load('train', [5, 1]))?.labels ?? [])]).toEqual([
      fake.label('train', 5),
      fake.label('train', 1),
    ])
    expect([...((await source?.load('train', [0]))?.images ?? [])]).toEqual(fake.image('train', 0))
    await expect(source?.load('train', [0, 4])).rejects.toMatchObject({ code: 'not-in-pack' })
  })

  test('can be packed again from a packed file, but not with images it lacks', async () => {
    const packs = join(folder, 'again')
    await packImages({ folder, out: join(packs, 'a.images'), train: [0, 1], test: [] })
    await packImages({ folder: packs, out: join(packs, 'smaller', 'b.images'), train: [1], test: [] })
    const again = packImages({ folder: packs, out: join(packs, 'c.images'), train: [2], test: [] })
    await expect(again).rejects.toMatchObject({ code: 'not-in-pack' })
  })

  test('need images to be packed from', async () => {
    const empty = packImages({ folder: join(folder, 'nowhere'), out: join(folder, 'x.images'), train: [0], test: [] })
    await expect(empty).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('an image altered after opening is noticed when it is loaded', async () => {
  const packs = join(folder, 'altered later')
  const out = join(packs, 'a.images')
  await packImages({ folder, out, train: [0, 1], test: [] })
  const source = await openImages(packs)
  flipLastByte(out)
  expect((await source?.load('train', [0]))?.labels.length).toBe(1)
  await expect(source?.load('train', [0, 1])).rejects.toMatchObject({ code: 'damaged' })
})

describe('status', () => {
  test('tells what is there', async () => {
    const path = cifar10Path(folder)
    const whole = { path, state: 'present', bytes: statSync(path).size, images: { train: 8, test: 4 }, problem: null }
    expect(await dataStatus(folder)).toEqual({ folder, whole, packed: [] })
    expect(await dataStatus(folder, { verify: true, expected: fake.expected })).toEqual({ folder, whole, packed: [] })
  })

  test('tells what is absent', async () => {
    const { whole } = await dataStatus(join(folder, 'nowhere'))
    expect(whole).toMatchObject({ state: 'absent', bytes: 0 })
  })

  test('verified, finds a sound file of other images than the published', async () => {
    const { whole } = await dataStatus(folder, { verify: true })
    expect(whole).toMatchObject({ state: 'damaged', problem: { en: expect.stringContaining('50000 train images') } })
  })

  test('names a damaged packed file, which is not read', async () => {
    const packs = join(folder, 'damaged')
    const out = join(packs, 'a.images')
    await packImages({ folder, out, train: [0, 1], test: [] })
    flipLastByte(out)
    expect((await dataStatus(packs)).packed).toMatchObject([{ path: out, state: 'damaged' }])
    expect(await openImages(packs)).toBeNull()
  })
})

describe('the data folder', () => {
  test('is the one chosen, else that of GRADE_DATA, else in the user’s cache', async () => {
    const before = process.env.GRADE_DATA
    process.env.GRADE_DATA = 'from environment'
    expect(await cacheFolder('chosen')).toBe(resolve('chosen'))
    expect(await cacheFolder()).toBe(resolve('from environment'))
    delete process.env.GRADE_DATA
    expect(await cacheFolder()).toMatch(/grade-descent/)
    if (before !== undefined) process.env.GRADE_DATA = before
  })
})

test('a full disk is named as such', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  expect(diskError(full, '/some/file')).toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining('/some/file'),
  })
})

function flipLastByte(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 1] ^= 1
  writeFileSync(path, bytes)
}
