import { drawnClassNames } from '../../../reference-engine/data/class-names.ts'
import { drawnImages } from '../../../reference-engine/data/drawn-images.ts'
import { Random } from '../../../reference-engine/random.ts'
import { shownImages } from '../../../examples/article/image-sets.ts'
import { makeModel } from '../../../examples/article/model.ts'
import type { Result } from '../../../examples/article/result.ts'

/** As a run of ten epochs would give it, made of drawn images and of a model that is right in seven of ten cases. */
export async function sampleResult(): Promise<Result> {
  const random = new Random('sample result')
  const predictions = Array.from({ length: 1000 }, (_, index) => {
    const right = random.uniform() < 0.7
    return {
      label: index % 10,
      predicted: right ? index % 10 : random.integer(10),
      probability: random.uniform(0.2, 1),
    }
  })
  const accuracy = predictions.filter(({ label, predicted }) => label === predicted).length / predictions.length
  return {
    images: 50_000,
    epochs: 10,
    seed: '0',
    history: Array.from({ length: 10 }, (_, epoch) => ({
      loss: 1.5 / (1 + 0.15 * epoch),
      accuracy: 0.45 + 0.1 * Math.sqrt(epoch),
      val_loss: 1.25 / (1 + 0.15 * epoch) + 0.004 * epoch * epoch,
      val_accuracy: 0.55 + 0.05 * Math.sqrt(epoch),
    })),
    test: { loss: 0.8765, accuracy },
    predictions,
    shown: await drawnImages().load(
      'test',
      Array.from({ length: shownImages }, (_, index) => index),
    ),
    classNames: drawnClassNames.map(({ en }) => en),
    summary: makeModel('0').summary(),
  }
}
