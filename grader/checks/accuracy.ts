import type { Random } from '../../reference-engine/random.ts'
import type { ImageSet, ImageSource } from '../../reference-engine/data/image-source.ts'
import { softmaxCrossEntropy } from '../../reference-engine/losses/softmax-cross-entropy.ts'
import { accuracy as accuracyOf } from '../../reference-engine/metrics/accuracy.ts'
import { gather } from '../../reference-engine/primitives/gather.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import type { AccuracyCheck, CheckContext, Exercise, Verdict } from '../exercise.ts'
import type { AccuracyEvidence, CurveEvidence } from '../report.ts'
import type { Handle, Subject, Value } from '../subject/subject.ts'
import { referenceResult } from './call-part.ts'
import type { CheckOptions, Inputs } from './check-options.ts'
import { inJson, shown } from './compare.ts'
import { makeCheck } from './make-check.ts'
import { fit } from './result-tree.ts'

/** Calls a part of whoever is being trained, the student's or the reference's; what doesn't fit is the student's failure. */
export interface TrainedParts {
  /** @param expected the structure that the result must have */
  call(part: string, inputs: Inputs, expected: Value, fields?: readonly string[]): Promise<Value>
  /** Like `call`, with the whole result kept where it was made, to be handed on as an argument. */
  keep(part: string, inputs: Inputs, expected: Value, fields: readonly string[]): Promise<{ value: Value; kept: Value }>
}

/** The images of each split, from the first, among which exercises draw: what `grade data pack` puts into a file. */
export const imagePool = { train: 5000, test: 2000 }

export interface AccuracyOptions<Parameters extends Value> extends CheckOptions {
  /** Number of images drawn from each split; the test images never enter a process with student code. */
  images: { train: number; test: number }
  batchSize: number
  steps: number
  /**
   * What rounding alone may change in a right answer's training: each loss after the tenth step, relatively, and the accuracy in
   * the end. Wider than usual where many kinks (a ReLU, a maximum) may fall to the other side.
   */
  rounding?: Rounding
  /** Turns bytes [n, 32, 32, 3] into the network's input. */
  prepare(set: ImageSet): Tensor
  initial(random: Random): Parameters
  /** One step of training on a batch, made of the student's parts. */
  step(parts: TrainedParts, parameters: Parameters, x: Tensor, labels: Tensor): Promise<Parameters>
  /** The reference's forward. */
  logits(parameters: Parameters, x: Tensor): Tensor
}

export interface Rounding {
  loss: number
  accuracy: number
}

/** Of the accuracy: the smallest step that a thousand test images can tell; below it, a difference is rounding. */
export const usualRounding: Rounding = { loss: 0.01, accuracy: 0.005 }

/** One training and its score. */
export interface Trained {
  losses: number[]
  accuracy: number
}

/** The parts of the reference. */
export function referenceParts(exercise: Exercise): TrainedParts {
  const call = (part: string, inputs: Inputs): Promise<Value> =>
    Promise.resolve(referenceResult(exercise, part, inputs))
  return {
    call,
    keep: async (part, inputs) => {
      const value = await call(part, inputs)
      return { value, kept: value }
    },
  }
}

/** Says why a training ended early: a result of the student's that does not fit. */
export class UnfitResult extends Error {
  override readonly name = 'UnfitResult'

  constructor(readonly text: Verdict['message']) {
    super(text.en ?? '')
  }
}

/** The student's parts, each result held against the structure that was expected of it. */
export function subjectParts(subject: Subject): TrainedParts {
  const fitted = (part: string, value: Value, expected: Value): Value => {
    const result = fit(value, expected)
    if (result.fits) return result.value
    throw new UnfitResult({ en: `${part}: ${result.message.en}`, zh: `${part}：${result.message.zh}` })
  }
  let held: Handle[] = []
  const forget = async (): Promise<void> => {
    await subject.release(held)
    held = []
  }
  return {
    call: async (part, inputs, expected, fields) => {
      const { value } = await subject.call(part, inputs, { fields })
      return fitted(part, value, expected)
    },
    keep: async (part, inputs, expected, fields) => {
      await forget()
      const { value, handle } = await subject.call(part, inputs, { keep: true, fields })
      if (handle !== null) held = [handle]
      return { value: fitted(part, value, expected), kept: handle }
    },
  }
}

/** The images and the start of one training: the same for the student and for the reference. */
export interface TrainingSet<Parameters> {
  parameters: Parameters
  x: Tensor
  labels: Tensor
  batches: Int32Array[]
  xTest: Tensor
  labelsTest: Tensor
}

export async function drawTrainingSet<Parameters extends Value>(
  options: AccuracyOptions<Parameters>,
  images: ImageSource,
  random: Random,
): Promise<TrainingSet<Parameters>> {
  const train = await images.load('train', drawIndices(random, imagePool.train, options.images.train))
  const test = await images.load('test', drawIndices(random, imagePool.test, options.images.test))
  return {
    parameters: options.initial(random),
    x: options.prepare(train),
    labels: labelTensor(train.labels),
    batches: drawBatches(random, options),
    xTest: options.prepare(test),
    labelsTest: labelTensor(test.labels),
  }
}

/** Trains with the given parts; the losses and the score are always the reference's own computation on the parameters. */
export async function train<Parameters extends Value>(
  options: AccuracyOptions<Parameters>,
  set: TrainingSet<Parameters>,
  parts: TrainedParts,
  onStep: (done: number) => void = () => undefined,
): Promise<Trained> {
  let { parameters } = set
  const losses: number[] = []
  for (const [step, batch] of set.batches.entries()) {
    const x = gather(set.x, batch)
    const labels = gather(set.labels, batch)
    losses.push(softmaxCrossEntropy(options.logits(parameters, x), labels))
    parameters = await options.step(parts, parameters, x, labels)
    onStep(step + 1)
  }
  return { losses, accuracy: accuracyOf(options.logits(parameters, set.xTest), set.labelsTest) }
}

/**
 * Trains a network made of the student's parts, the grader driving each step from outside, and the same network made of the
 * reference's from the same start on the same images. Passes where the losses follow the reference's and the difference of
 * the accuracies on test images reaches the calibrated target.
 */
export function accuracy<Parameters extends Value>(part: string, options: AccuracyOptions<Parameters>): AccuracyCheck {
  const check = makeCheck(part, 'accuracy', options, async (context, id) => {
    const threshold = context.calibration?.checks[id]
    context.progress(0, 2 * options.steps, { en: 'loading the images', zh: '载入图像' })
    const images = await context.images()
    if (images === null || images.kind === 'drawn') return withoutData
    if (threshold === undefined) throw new Error(`${id} has no threshold; calibrate its exercise first`)
    const set = await drawTrainingSet(options, images, context.random(id, 'identity'))
    const expected = await train(
      options,
      set,
      referenceParts(context.exercise),
      stepProgress(context, options.steps, 0),
    )
    try {
      const parts = subjectParts(context.subject)
      const actual = await train(options, set, parts, stepProgress(context, options.steps, options.steps))
      return verdictOf(actual, expected, threshold, options)
    } catch (error) {
      if (!(error instanceof UnfitResult)) throw error
      return { status: 'failed', message: error.text }
    }
  })
  return {
    ...check,
    training: {
      rounding: (options.rounding ?? usualRounding).accuracy,
      measure: (exercise, images, random, subject) => measure(options, exercise, images, random, subject),
    },
  }
}

async function measure<Parameters extends Value>(
  options: AccuracyOptions<Parameters>,
  exercise: Exercise,
  images: ImageSource,
  random: Random,
  subject: Subject | null,
): Promise<Trained> {
  const set = await drawTrainingSet(options, images, random)
  return train(options, set, subject === null ? referenceParts(exercise) : subjectParts(subject))
}

function stepProgress(context: CheckContext, steps: number, before: number): (done: number) => void {
  const what =
    before === 0 ? { en: 'training the reference', zh: '训练参考实现' } : { en: 'training yours', zh: '训练你的实现' }
  context.progress(before, 2 * steps, what)
  return (done) => context.progress(before + done, 2 * steps, what)
}

/** Accuracy is judged on CIFAR-10 alone. */
export const withoutData: Verdict = {
  status: 'inconclusive',
  message: {
    en: 'CIFAR-10 is not on this machine and could not be fetched, so accuracy can’t be judged. Its points count neither way. Fetch the data once: `npm run grade -- data fetch`.',
    zh: '本机没有 CIFAR-10 数据，也无法下载，因此无法判断准确率；这部分分数不计入总分。请先获取一次数据：`npm run grade -- data fetch`。',
  },
  notes: [
    {
      en: 'Without CIFAR-10 there is only a drawn set of images, on which accuracy is never judged.',
      zh: '没有 CIFAR-10 时只有程序绘制的图像，不用来评判准确率。',
    },
  ],
}

/** Relative distance from the reference's loss that rounding explains: close at the start, wider as steps add up. */
function allowedDrift(step: number, later: number): number {
  return step < 10 ? 1e-4 : later
}

function verdictOf(
  actual: Trained,
  expected: Trained,
  threshold: Threshold,
  { images, rounding = usualRounding }: Pick<AccuracyOptions<Value>, 'images' | 'rounding'>,
): Verdict {
  const testImages = images.test
  const evidence: [AccuracyEvidence, CurveEvidence] = [
    { type: 'accuracy', accuracy: actual.accuracy, referenceAccuracy: expected.accuracy, ...threshold, testImages },
    { type: 'curve', actual: actual.losses.map(inJson), expected: expected.losses.map(inJson) },
  ]
  const drifted = expected.losses.findIndex(
    (loss, step) => !(Math.abs(actual.losses[step] - loss) <= allowedDrift(step, rounding.loss) * loss),
  )
  if (drifted >= 0) {
    return {
      status: 'failed',
      evidence,
      message: {
        en: `From the same start on the same batches the loss at step ${drifted} is ${shown(actual.losses[drifted])}, and ${shown(expected.losses[drifted])} with the reference: the parameters did not come from this training.`,
        zh: `同一起点、同样的批次，第 ${drifted} 步的损失为 ${shown(actual.losses[drifted])}，参考实现为 ${shown(expected.losses[drifted])}：参数并非由这次训练得到。`,
      },
    }
  }
  return accuracyVerdict(actual, expected, threshold, testImages, [evidence[1]])
}

/** What a check's calibration says: the smallest difference to the reference's accuracy that passes, and where wrong answers end. */
export interface Threshold {
  floor: number
  target: number
}

/** Passes where the difference of the accuracies reaches the calibrated target. */
export function accuracyVerdict(
  actual: Trained,
  expected: Trained,
  threshold: Threshold,
  testImages: number,
  curves: readonly CurveEvidence[],
): Verdict {
  const { floor, target } = threshold
  const numbers = {
    own: percent(actual.accuracy),
    reference: percent(expected.accuracy),
    least: percent(Math.max(0, expected.accuracy + target)),
  }
  const reached = actual.accuracy - expected.accuracy >= target
  const evidence: AccuracyEvidence = {
    type: 'accuracy',
    accuracy: actual.accuracy,
    referenceAccuracy: expected.accuracy,
    floor,
    target,
    testImages,
  }
  return {
    status: reached ? 'passed' : 'failed',
    evidence: [evidence, ...curves],
    message: {
      en: `Trained with your functions the network is right on ${numbers.own} of ${testImages} test images (reference ${numbers.reference}, needed ${numbers.least}).`,
      zh: `用你的函数训练，网络在 ${testImages} 张测试图像上的准确率为 ${numbers.own}（参考实现 ${numbers.reference}，至少需要 ${numbers.least}）。`,
    },
  }
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)}%`
}

/** Which of the images are drawn, in which order. */
export function drawIndices(random: Random, available: number, count: number): number[] {
  return Array.from(random.permutation(available).subarray(0, count))
}

function drawBatches(random: Random, { images, batchSize, steps }: AccuracyOptions<Value>): Int32Array[] {
  const batches: Int32Array[] = []
  while (batches.length < steps) {
    const order = random.permutation(images.train)
    for (let start = 0; start + batchSize <= order.length && batches.length < steps; start += batchSize) {
      batches.push(order.slice(start, start + batchSize))
    }
  }
  return batches
}

/** Class numbers as an int32 tensor. */
export function labelTensor(labels: Int32Array): Tensor {
  return { shape: [labels.length], dtype: 'int32', data: labels }
}
