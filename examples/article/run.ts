import type { Logs } from '../../reference-engine/callbacks/callback.ts'
import { modelCheckpoint } from '../../reference-engine/callbacks/model-checkpoint.ts'
import { classNames } from '../../reference-engine/data/class-names.ts'
import { saveModel, writeWhole } from '../../reference-engine/data/model-files.ts'
import type { Sequential } from '../../reference-engine/sequential.ts'
import { startKernels } from '../../reference-engine/threads/start-kernels.ts'
import { resume, withRunState, type Settings } from './checkpoint.ts'
import { batchSize, fingerprint, imageSets, imagesToShow, type ImageSets } from './image-sets.ts'
import { makeModel } from './model.ts'
import { openOrFetchImages } from './open-images.ts'
import type { Options } from './options.ts'
import { pageOf } from './page.ts'
import { predictAll } from './predictions.ts'
import { withBar } from './progress.ts'
import type { Result } from './result.ts'
import { prepareFolder, runFiles, writingInto } from './run-folder.ts'
import { trainingProgress } from './training-progress.ts'

/**
 * Trains, from the last checkpoint of the folder if there is one; tests, predicts, and writes page and model into the folder.
 *
 * @throws UserError and DataError, with what to do
 */
export async function runArticle(options: Options): Promise<Result> {
  const { images, epochs, seed, out, threads } = options
  await prepareFolder(out)
  const source = await openOrFetchImages(options.data, options.offline)
  const kernels = await startKernels({ threads })
  // With and without it the last digits differ, and so after a while all of them.
  const rounding = kernels.fused ? 'once a multiply-add' : 'each operation'
  const settings = { images: String(images), seed, data: await fingerprint(source, images), rounding }
  const model = makeModel(seed, kernels)
  const sets = imageSets(source, images, seed)
  const history = await train(model, sets, settings, options)
  console.error(`testing on ${sets.test.size} images ...`)
  const test = await model.evaluateDataset(withBar(sets.test, () => 'testing'))
  const predictions = await predictAll(
    model,
    withBar(sets.test, () => 'predicting'),
  )
  const result: Result = {
    ...{ images, epochs, seed, history, test, predictions },
    shown: await imagesToShow(source),
    classNames: classNames(source.kind).map(({ en }) => en),
    summary: model.summary(),
  }
  await writingInto(out, async () => {
    await writeWhole(runFiles(out).page, new TextEncoder().encode(await pageOf(result)))
    await saveModel(out, model)
  })
  return result
}

/** @returns the logs of all epochs, those before the checkpoint among them */
async function train(
  model: Sequential,
  sets: ImageSets,
  settings: Settings,
  { epochs, out }: Options,
): Promise<readonly Logs[]> {
  const { checkpoint } = runFiles(out)
  let history = await resume(model, checkpoint, { settings, epochs })
  if (history.length > 0) console.error(`${checkpoint}: going on after epoch ${history.length} of ${epochs}`)
  const save = modelCheckpoint(async (bytes, _epoch, logs) => {
    history = [...history, logs]
    await writingInto(out, () => writeWhole(checkpoint, withRunState(bytes, { settings, history })))
  })
  if (history.length < epochs) {
    console.error(`training on ${sets.train.size} images, validating on ${sets.validation.size} ...`)
  }
  const progress = trainingProgress(sets.train, batchSize, epochs)
  await model.fitDataset(progress.dataset, {
    epochs,
    initialEpoch: history.length,
    validationData: withBar(sets.validation, () => 'validating'),
    callbacks: [save, ...progress.callbacks],
  })
  return history
}
