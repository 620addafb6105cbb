import type { Random } from '../../reference-engine/random.ts'
import type { ImageSet, ImageSource } from '../../reference-engine/data/image-source.ts'
import { softmaxCrossEntropy } from '../../reference-engine/losses/softmax-cross-entropy.ts'
import { accuracy as accuracyOf } from '../../reference-engine/metrics/accuracy.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import type { AccuracyCheck, Exercise, Verdict } from '../exercise.ts'
import type { CurveEvidence } from '../report.ts'
import type { RandomSeed, Subject, Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import {
  accuracyVerdict,
  drawIndices,
  imagePool,
  labelTensor,
  usualRounding,
  withoutData,
  type Threshold,
  type Trained,
} from './accuracy.ts'
import { referenceResult } from './call-part.ts'
import type { CheckOptions, Inputs } from './check-options.ts'
import { differenceText, firstDifference, inJson, shown } from './compare.ts'
import { drawSeed } from './draw.ts'
import { makeCheck } from './make-check.ts'
import { fieldsOf, fit, isTensorLike, leavesOf } from './result-tree.ts'

/** Where a training starts, and on what. */
export interface TrainingStart<Parameters> {
  parameters: Parameters
  x: Tensor
  labels: Tensor
  xValidation: Tensor
  labelsValidation: Tensor
}

/** `whole`: the training that is scored. `one-step`: one step over all images at once, whatever the order of the images. */
export type TrainingLength = 'whole' | 'one-step'

export interface AccuracyOfCallOptions<Parameters extends Value> extends CheckOptions {
  /** Number of images; the test images never enter a process with student code. */
  images: { train: number; validation: number; test: number }
  /** Turns bytes [n, 32, 32, 3] into the network's input. */
  prepare(set: ImageSet): Tensor
  initial(random: Random): Parameters
  /** Arguments of the part. */
  inputs(start: TrainingStart<Parameters>, length: TrainingLength, random: RandomSeed): Inputs
  parameters(result: Value): Parameters
  /** The losses on the validation images that a result states, one an epoch. */
  validationLosses(result: Value): readonly number[]
  /** The reference's forward. */
  logits(parameters: Parameters, x: Tensor): Tensor
  /** Wall-clock limit of the training. */
  timeLimitMs: number
}

interface Drawn<Parameters> {
  start: TrainingStart<Parameters>
  xTest: Tensor
  labelsTest: Tensor
  /** The reference draws its own batches: a right answer may use its randomness in any way, so the two never see the same ones. */
  seeds: { reference: RandomSeed; submission: RandomSeed }
}

/**
 * As `accuracy`, for a part that trains by itself in one call, with batches of its own drawing. That the parameters came from
 * this training is known by three things: one step over all images gives the reference's parameters; the last validation loss
 * that is stated is that of the parameters; and they lie near those that the reference reached from the same start.
 */
export function accuracyOfCall<Parameters extends Value>(
  part: string,
  options: AccuracyOfCallOptions<Parameters>,
): AccuracyCheck {
  const check = makeCheck(part, 'accuracy', options, async (context, id) => {
    const { subject, exercise } = context
    const threshold = context.calibration?.checks[id]
    const images = await context.images()
    if (images === null || images.kind === 'drawn') return withoutData
    if (threshold === undefined) throw new Error(`${id} has no threshold; calibrate its exercise first`)
    const drawn = await draw(options, images, context.random(id, 'identity'))
    context.progress(0, 3, { en: 'training the reference', zh: '训练参考实现' })
    const expected = trainReference(options, exercise, part, drawn)
    context.progress(1, 3, { en: 'one step of yours', zh: '用你的实现走一步' })
    const wrongStep = await faultOfOneStep(options, exercise, part, drawn, subject)
    if (wrongStep !== null) return { status: 'failed', message: wrongStep }
    context.progress(2, 3, { en: 'training yours', zh: '训练你的实现' })
    const actual = await callTraining(options, part, drawn, subject, expected)
    if ('message' in actual) return { status: 'failed', message: actual.message }
    context.progress(3, 3, { en: 'training yours', zh: '训练你的实现' })
    return verdictOf(options, drawn, actual.result, expected, threshold)
  })
  return {
    ...check,
    training: {
      rounding: usualRounding.accuracy,
      measure: async (exercise, images, random, subject): Promise<Trained> => {
        const drawn = await draw(options, images, random)
        if (subject === null) return scored(options, drawn, trainReference(options, exercise, part, drawn))
        const inputs = options.inputs(drawn.start, 'whole', drawn.seeds.submission)
        const { value } = await subject.call(part, inputs, { timeLimitMs: options.timeLimitMs })
        return scored(options, drawn, value)
      },
    },
  }
}

async function draw<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  images: ImageSource,
  random: Random,
): Promise<Drawn<Parameters>> {
  const { train, validation, test } = options.images
  const indices = drawIndices(random, imagePool.train, train + validation)
  const trained = await images.load('train', indices.slice(0, train))
  const validated = await images.load('train', indices.slice(train))
  const tested = await images.load('test', drawIndices(random, imagePool.test, test))
  return {
    start: {
      parameters: options.initial(random),
      x: options.prepare(trained),
      labels: labelTensor(trained.labels),
      xValidation: options.prepare(validated),
      labelsValidation: labelTensor(validated.labels),
    },
    xTest: options.prepare(tested),
    labelsTest: labelTensor(tested.labels),
    seeds: { reference: drawSeed(random), submission: drawSeed(random) },
  }
}

function trainReference<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  exercise: Exercise,
  part: string,
  { start, seeds }: Drawn<Parameters>,
): Value {
  return referenceResult(exercise, part, options.inputs(start, 'whole', seeds.reference))
}

function scored<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  { xTest, labelsTest }: Drawn<Parameters>,
  result: Value,
): Trained {
  const logits = options.logits(options.parameters(result), xTest)
  return { losses: [...options.validationLosses(result)], accuracy: accuracyOf(logits, labelsTest) }
}

/** float32 sums in another order, over thousands of images. */
const stepTolerance = { absolute: 1e-5, relative: 1e-3 }

async function faultOfOneStep<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  exercise: Exercise,
  part: string,
  { start, seeds }: Drawn<Parameters>,
  subject: Subject,
): Promise<Text | null> {
  const inputs = options.inputs(start, 'one-step', seeds.submission)
  const expected = referenceResult(exercise, part, inputs)
  const called = await callFitted(part, inputs, subject, expected, options.timeLimitMs)
  if ('message' in called) return called.message
  const [own, other] = [called.result, expected].map((result) => options.parameters(result))
  const difference = firstDifference(own, other, stepTolerance)
  if (difference === null) return null
  const { en, zh } = differenceText(difference)
  return {
    en: `One step over all training images at once has one right result, and yours is another. ${en}`,
    zh: `用全部训练图像走一步，正确结果只有一个，而你的结果与之不同。${zh}`,
  }
}

function callTraining<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  part: string,
  { start, seeds }: Drawn<Parameters>,
  subject: Subject,
  expected: Value,
): Promise<{ result: Value } | { message: Text }> {
  return callFitted(part, options.inputs(start, 'whole', seeds.submission), subject, expected, options.timeLimitMs)
}

async function callFitted(
  part: string,
  inputs: Inputs,
  subject: Subject,
  expected: Value,
  timeLimitMs: number,
): Promise<{ result: Value } | { message: Text }> {
  const { value } = await subject.call(part, inputs, { fields: fieldsOf(expected), timeLimitMs })
  const fitted = fit(value, expected)
  return fitted.fits ? { result: fitted.value } : { message: fitted.message }
}

/**
 * The largest distance to the reference's parameters, as a share of the way that the reference went from the start. Two
 * trainings with batches of their own end well within it; parameters from another start lie far outside.
 */
const farthest = 0.9

function verdictOf<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  drawn: Drawn<Parameters>,
  result: Value,
  reference: Value,
  threshold: Threshold,
): Verdict {
  const [actual, expected] = [scored(options, drawn, result), scored(options, drawn, reference)]
  const curve: CurveEvidence = {
    type: 'curve',
    actual: actual.losses.map(inJson),
    expected: expected.losses.map(inJson),
  }
  const message = originFault(options, drawn.start, result, reference)
  if (message !== null) return { status: 'failed', evidence: [curve], message }
  return accuracyVerdict(actual, expected, threshold, options.images.test, [curve])
}

/** What says that the parameters did not come from this training; null where nothing does. */
function originFault<Parameters extends Value>(
  options: AccuracyOfCallOptions<Parameters>,
  start: TrainingStart<Parameters>,
  result: Value,
  reference: Value,
): Text | null {
  const parameters = options.parameters(result)
  const stated = options.validationLosses(result).at(-1) ?? NaN
  const loss = softmaxCrossEntropy(options.logits(parameters, start.xValidation), start.labelsValidation)
  if (!(Math.abs(stated - loss) <= 1e-3 * (1 + loss))) {
    return {
      en: `The last validation loss that you state is ${shown(stated)}; the parameters that you return have ${shown(loss)}: they did not come from this training.`,
      zh: `你给出的最后一个验证损失是 ${shown(stated)}，而返回的参数实际为 ${shown(loss)}：参数并非由这次训练得到。`,
    }
  }
  const reached = options.parameters(reference)
  const share = distance(parameters, reached) / distance(start.parameters, reached)
  if (share <= farthest) return null
  return {
    en: `From the same start on the same images the parameters end ${shown(share)} times as far from the reference's as the start lies (at most ${farthest}): they did not come from this training.`,
    zh: `同一起点、同样的图像，训练结束时参数与参考实现的距离是起点到它的距离的 ${shown(share)} 倍（最多 ${farthest}）：参数并非由这次训练得到。`,
  }
}

/** Euclidean, over all tensors. */
export function distance(first: Value, second: Value): number {
  const others = leavesOf(second)
  let sum = 0
  for (const [position, { value }] of leavesOf(first).entries()) {
    const other = others[position].value
    if (!isTensorLike(value) || !isTensorLike(other)) continue
    for (let index = 0; index < value.data.length; index++) sum += (value.data[index] - other.data[index]) ** 2
  }
  return Math.sqrt(sum)
}
