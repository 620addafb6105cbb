import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { resume, withRunState } from '../../../examples/article/checkpoint.ts'
import { UserError } from '../../../examples/article/user-error.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import { draw } from '../../reference-engine/support.ts'

const folder = mkdtempSync(join(tmpdir(), 'article-checkpoint-'))
const file = join(folder, 'checkpoint.safetensors')
const settings = { images: '40', seed: '0', data: 'a digest' }
const history = [
  { loss: 0.1 + 0.2, accuracy: 1 / 3 },
  { loss: NaN, accuracy: -Infinity },
]

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function small(units = 3): Sequential {
  const model = new Sequential({ layers: [dense({ units, inputShape: [2] })] })
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
  return model
}

function trained(): Sequential {
  const model = small()
  model.trainOnBatch(draw('x', [4, 2], 'float32'), draw('y', [4, 3], 'float32'))
  return model
}

const saved = trained()
const checkpoint = withRunState(saved.saveCheckpoint(2), { settings, history })

/** What is refused must leave the model as it was. */
async function expectRefused(bytes: Uint8Array, message: RegExp, given = { settings, epochs: 2 }): Promise<void> {
  writeFileSync(file, bytes)
  const model = small()
  const before = model.saveCheckpoint(0)
  const refused = resume(model, file, given)
  await expect(refused).rejects.toBeInstanceOf(UserError)
  await expect(refused).rejects.toThrow(message)
  await expect(refused).rejects.toThrow(file)
  expect(model.saveCheckpoint(0)).toEqual(before)
}

describe('resume', () => {
  test('brings back model and logs, each number as it was', async () => {
    writeFileSync(file, checkpoint)
    const model = small()
    expect(await resume(model, file, { settings, epochs: 2 })).toEqual(history)
    expect(model.saveCheckpoint(2)).toEqual(saved.saveCheckpoint(2))
  })

  test('begins anew where there is no checkpoint', async () => {
    expect(await resume(small(), join(folder, 'none'), { settings, epochs: 2 })).toEqual([])
  })

  test.each([
    ['empty', new Uint8Array()],
    ['cut off', checkpoint.subarray(0, checkpoint.length - 1)],
    ['cut off in its header', checkpoint.subarray(0, 20)],
    ['with one bit changed', checkpoint.with(checkpoint.length - 3, checkpoint[checkpoint.length - 3] ^ 4)],
    ['without the state of a run', saved.saveCheckpoint(2)],
    ['only weights', saved.saveWeights()],
  ])('refuses a file that is %s', async (_, bytes) => {
    await expectRefused(bytes, /is damaged, or no checkpoint .* Remove it to train from the start, .* --out\.$/)
  })

  test('refuses the checkpoint of another model', async () => {
    const other = withRunState(small(5).saveCheckpoint(2), { settings, history })
    await expectRefused(other, /is damaged, or no checkpoint of this example: .*dense\/kernel/)
  })

  test('refuses other settings, and names the one that differs', async () => {
    const given = (changed: Partial<typeof settings>) => ({ settings: { ...settings, ...changed }, epochs: 2 })
    await expectRefused(
      checkpoint,
      /a run with --images 40, and it is 50 now: .*--images 40, /,
      given({ images: '50' }),
    )
    await expectRefused(checkpoint, /a run with --seed 0, and it is 1 now: go on with --seed 0, /, given({ seed: '1' }))
    await expectRefused(checkpoint, /a run with other images than --data holds/, given({ data: 'another' }))
  })

  test('refuses fewer epochs than are behind it', async () => {
    await expectRefused(checkpoint, /2 epochs behind it, and --epochs is 1: give 2 or more/, { settings, epochs: 1 })
  })
})
