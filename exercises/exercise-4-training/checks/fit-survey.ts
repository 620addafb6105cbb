import type { Inputs } from 'grade-descent/checks/check-options'
import { agrees, differenceText, firstDifference, shown, valuesTolerance } from 'grade-descent/checks/compare'
import { drawSeed } from 'grade-descent/checks/draw'
import { withRandom } from 'grade-descent/checks/random-seeds'
import { fit } from 'grade-descent/checks/result-tree'
import type { Reading } from 'grade-descent/checks/survey'
import { softmaxCrossEntropy } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { fitMlp, fitMlpWith, type BatchLoss, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import { mlpForward } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Random } from 'grade-descent/engine/random'
import { l2Penalty } from 'grade-descent/engine/regularizers/l2'
import { tensor, type Tensor } from 'grade-descent/engine/tensor'
import { drawFullBatch, drawThreeSamples, type FitCase } from './draw-cases.ts'

type Value = Inputs[number]
type Trained = { layers: DenseParameters[]; history: MlpHistory }
type FitInputs = Parameters<typeof fitMlp>
type Fault = NonNullable<Reading['fault']>

export const fullBatchCases = 4
const runs = 70

export function drawFullBatches(random: Random): FitCase[] {
  return Array.from({ length: fullBatchCases }, (_, index) => drawFullBatch(random, index))
}

/** The same training again and again, each time with other randomness. */
export function drawRuns(random: Random): FitCase[] {
  const [layers, data, options] = drawThreeSamples(random)
  return Array.from({ length: runs }, () => [layers, data, { ...options, random: drawSeed(random) }])
}

function float64(values: readonly number[]): Tensor {
  return tensor(Float64Array.from(values) as Tensor['data'])
}

/** Full batches: layers, validation and losses, number for number; the loss of an epoch is that before its step, or that after it. */
export function readFullBatches(calls: readonly FitCase[], outputs: readonly Value[]): Reading {
  const traits: { [name: string]: Value } = {}
  let fault: Fault | null = null
  for (const [index, call] of calls.entries()) {
    // One epoch more, of which only the loss before its step counts.
    const { before, penalties } = withOneEpochMore(call)
    const expected = fitMlp(...(withRandom(call) as unknown as FitInputs))
    const fitted = fit(outputs[index], expected as unknown as Value)
    if (!fitted.fits) return { traits: { ...traits, unfit: 1 }, fault: fault ?? { message: fitted.message } }
    const { layers, history } = fitted.value as unknown as Trained
    const { loss, ...validation } = history
    const isTrained = agrees(layers as Value, expected.layers as Value)
    const lossFault = faultOfLoss(loss, before, isTrained)
    const kind = isTrained ? kindOfLoss(loss, before, penalties) : 0
    Object.assign(traits, {
      [`layers${index}`]: layers as Value,
      [`validation${index}`]: validation as Value,
      [`lossHasPenalty${index}`]: kind === 1 ? 1 : 0,
      [`strayLoss${index}`]: float64(kind === null ? loss : loss.map(() => 0)),
    })
    const { loss: _, ...expectedValidation } = expected.history
    fault ??=
      faultOfNumbers(
        { layers, history: validation } as unknown as Value,
        {
          layers: expected.layers,
          history: expectedValidation,
        } as unknown as Value,
      ) ?? lossFault
  }
  return { traits, fault }
}

function withOneEpochMore([layers, data, options]: FitCase): { before: number[]; penalties: number[] } {
  const penalties: number[] = []
  const longer = withRandom([layers, data, { ...options, epochs: options.epochs + 1 }] as Inputs)
  const { history } = fitMlpWith(
    {
      step: (current, gradients, learningRate) => {
        penalties.push(penaltyOf(current, options.l2))
        return stepOf(current, gradients, learningRate)
      },
    },
    ...(longer as unknown as FitInputs),
  )
  return { before: history.loss, penalties }
}

function penaltyOf(layers: readonly DenseParameters[], l2: number): number {
  return layers.reduce((sum, { weights }) => sum + l2Penalty(weights, l2), 0)
}

function stepOf(
  layers: readonly DenseParameters[],
  gradients: readonly DenseParameters[],
  learningRate: number,
): DenseParameters[] {
  const moved = (parameter: Tensor, gradient: Tensor): Tensor => ({
    ...parameter,
    data: parameter.data.map((value, index) => value - learningRate * gradient.data[index]),
  })
  return layers.map(({ weights, bias }, index) => ({
    weights: moved(weights, gradients[index].weights),
    bias: moved(bias, gradients[index].bias),
  }))
}

function near(first: number, second: number): boolean {
  return Math.abs(first - second) <= valuesTolerance.absolute + valuesTolerance.relative * Math.abs(second)
}

function allNear(losses: readonly number[], wanted: readonly number[]): boolean {
  return losses.every((loss, epoch) => near(loss, wanted[epoch]))
}

/** 0 for the losses before or after the steps, 1 for those with the penalty, null for others. */
function kindOfLoss(loss: readonly number[], before: readonly number[], penalties: readonly number[]): 0 | 1 | null {
  if (allNear(loss, before) || allNear(loss, before.slice(1))) return 0
  const penalised = before.map((value, epoch) => value + penalties[epoch])
  return allNear(loss, penalised) || allNear(loss, penalised.slice(1)) ? 1 : null
}

function faultOfLoss(loss: readonly number[], before: readonly number[], isTrained: boolean): Fault | null {
  if (!isTrained || allNear(loss, before) || allNear(loss, before.slice(1))) return null
  const epoch = loss.findIndex((value, index) => !near(value, before[index]) && !near(value, before[index + 1]))
  const at = Math.max(0, epoch)
  const numbers = [loss[at], before[at], before[at + 1]].map(shown)
  return {
    message: {
      en: `history.loss[${at}] is ${numbers[0]}; the mean cross-entropy is ${numbers[1]} before this epoch's only step, and ${numbers[2]} after it (either is right).`,
      zh: `history.loss[${at}] 为 ${numbers[0]}；这一轮只有一步，平均交叉熵在这步之前为 ${numbers[1]}，之后为 ${numbers[2]}（取哪个都对）。`,
    },
  }
}

function faultOfNumbers(actual: Value, expected: Value): Fault | null {
  const difference = firstDifference(actual, expected)
  return difference === null ? null : { message: differenceText(difference), evidence: [difference.evidence] }
}

/** What one order of the three samples gives, and the losses that may stand in the history for it. */
interface Candidate {
  /** Of each epoch, the sample that is a batch of its own. */
  alone: readonly number[]
  layers: DenseParameters[]
  /** Losses an epoch, by the way they are taken. */
  losses: { [way: string]: number[] }
}

const rightWays = ['weighted', 'afterTheEpoch', 'weightedAfterEachStep']

/**
 * Three samples, batches of two, two epochs: in each epoch one sample is left for the short batch, so that only nine results
 * are possible, each as likely as the others. Tells which of them came up, and how the losses were taken.
 */
export function readRuns(calls: readonly FitCase[], outputs: readonly Value[]): Reading {
  const candidates = candidatesOf(calls[0])
  const shape = { layers: candidates[0].layers, history: emptyHistory(calls[0][2].epochs) } as unknown as Value
  const results: Trained[] = []
  for (const output of outputs) {
    const fitted = fit(output, shape)
    if (!fitted.fits) return { traits: { unfit: 1 }, fault: { message: fitted.message } }
    results.push(fitted.value as unknown as Trained)
  }
  const found = results.map(({ layers }) =>
    candidates.find((candidate) => agrees(layers as Value, candidate.layers as Value)),
  )
  const stray = found.indexOf(undefined)
  const known = found.filter((candidate) => candidate !== undefined)
  const ways = Object.keys(candidates[0].losses).filter((way) =>
    results.every(({ history }, run) => found[run] === undefined || allNear(history.loss, found[run].losses[way])),
  )
  const way = stray >= 0 ? 'none' : (rightWays.find((right) => ways.includes(right)) ?? ways[0] ?? 'none')
  const lacks = (epoch: number): boolean =>
    [0, 1, 2].some((sample) => !known.some(({ alone }) => alone[epoch] === sample))
  const traits = {
    oneOrderOnly: Number(stray < 0 && known.every((candidate) => candidate === known[0])),
    sameOrderInEachEpoch: Number(stray < 0 && known.every(({ alone: [first, second] }) => first === second)),
    ordersNeverSeen: Number(stray < 0 && (lacks(0) || lacks(1))),
    lossOfTheLastBatch: Number(way === 'lastBatch'),
    lossMeanOfBatchMeans: Number(way === 'meanOfBatchMeans'),
    strayLayers: (stray < 0 ? zeroed(results[0].layers) : results[stray].layers) as Value,
    strayLoss: float64(stray < 0 && way === 'none' ? results[0].history.loss : [0, 0]),
  }
  return { traits, fault: faultOfRuns(traits, results, found, way, calls[0]) }
}

function emptyHistory(epochs: number): MlpHistory {
  const empty = Array<number>(epochs).fill(0)
  return { loss: empty, validationLoss: empty, validationAccuracy: empty }
}

function zeroed(layers: readonly DenseParameters[]): DenseParameters[] {
  const zero = (t: Tensor): Tensor => ({ ...t, data: t.data.map(() => 0) })
  return layers.map(({ weights, bias }) => ({ weights: zero(weights), bias: zero(bias) }))
}

function candidatesOf(call: FitCase): Candidate[] {
  const samples = [0, 1, 2]
  return samples.flatMap((first) => samples.map((second) => candidateOf(call, [first, second])))
}

function candidateOf(call: FitCase, alone: readonly number[]): Candidate {
  const inputs = withRandom(call) as unknown as FitInputs
  const batches = (_count: number, _options: unknown, epoch: number): Int32Array[] => [
    Int32Array.from([0, 1, 2].filter((sample) => sample !== alone[epoch])),
    Int32Array.of(alone[epoch]),
  ]
  const losses: Candidate['losses'] = {}
  const note = (way: string, loss: number): void => {
    ;(losses[way] ??= []).push(loss)
  }
  const weighted = (batch: readonly BatchLoss[]): number =>
    batch.reduce((sum, { loss, samples }) => sum + loss * samples, 0) / 3
  let after: BatchLoss[] = []
  const [, data] = inputs
  const { layers } = fitMlpWith(
    {
      batches,
      step(current, gradients, learningRate) {
        const next = stepOf(current, gradients, learningRate)
        const epoch = losses.weighted?.length ?? 0
        after.push(lossOf(next, data, batches(3, null, epoch)[after.length]))
        return next
      },
      epochLoss(before, current) {
        note('weighted', weighted(before))
        note('afterTheEpoch', softmaxCrossEntropy(mlpForward(current, data.x), data.labels))
        note('weightedAfterEachStep', weighted(after))
        note('meanOfBatchMeans', (before[0].loss + before[1].loss) / 2)
        note('lastBatch', before[1].loss)
        after = []
        return 0
      },
    },
    ...inputs,
  )
  return { alone, layers, losses }
}

/** The mean cross-entropy of some of the samples. */
function lossOf(layers: readonly DenseParameters[], { x, labels }: FitInputs[1], batch: Int32Array): BatchLoss {
  const logits = mlpForward(layers, x)
  const classes = logits.shape[1]
  const rows = Array.from(batch, (sample) =>
    softmaxCrossEntropy(
      { shape: [1, classes], dtype: logits.dtype, data: logits.data.slice(sample * classes, (sample + 1) * classes) },
      { shape: [1], dtype: 'int32', data: labels.data.slice(sample, sample + 1) },
    ),
  )
  return { loss: rows.reduce((sum, row) => sum + row, 0) / rows.length, samples: rows.length }
}

function faultOfRuns(
  traits: { [name: string]: Value },
  results: readonly Trained[],
  found: readonly (Candidate | undefined)[],
  way: string,
  [, , { epochs }]: FitCase,
): Fault | null {
  const strays = found.filter((candidate) => candidate === undefined).length
  if (strays > 0) {
    return text(
      `Three samples in batches of two, ${epochs} epochs: in ${strays} of ${runs} trainings the layers are none of the nine that the possible orders of the samples give.`,
      `三个样本、每批两个、训练 ${epochs} 轮：${runs} 次训练里有 ${strays} 次，得到的参数不在样本各种次序可能给出的九种结果之中。`,
    )
  }
  if (traits.oneOrderOnly === 1) {
    return text(
      `${runs} trainings with Randoms of different seeds took the samples in one and the same order.`,
      `用不同种子的 Random 训练 ${runs} 次，样本的次序总是同一个。`,
    )
  }
  if (traits.sameOrderInEachEpoch === 1) {
    return text(
      `In ${runs} trainings the second epoch had the very batches of the first.`,
      `${runs} 次训练里，第二轮的批次都与第一轮完全相同。`,
    )
  }
  if (traits.ordersNeverSeen === 1) {
    return text(
      `In ${runs} trainings some batches never came up: not every order of the samples is equally likely in each epoch.`,
      `${runs} 次训练里有些批次从未出现：并非每一轮都等可能地取到样本的各种次序。`,
    )
  }
  if (rightWays.includes(way)) return null
  const run = results.findIndex(
    ({ history }, index) => !rightWays.some((right) => allNear(history.loss, found[index]?.losses[right] ?? [])),
  )
  const at = Math.max(0, run)
  const [own, weighted, after] = [
    results[at].history.loss[0],
    found[at]?.losses.weighted[0] ?? NaN,
    found[at]?.losses.afterTheEpoch[0] ?? NaN,
  ].map(shown)
  return text(
    `history.loss[0] is ${own}; over the three samples the mean cross-entropy of the first epoch is ${weighted} while training and ${after} after it (either is right).`,
    `history.loss[0] 为 ${own}；第一轮里三个样本的平均交叉熵，训练过程中为 ${weighted}，训练之后为 ${after}（取哪个都对）。`,
  )
}

function text(en: string, zh: string): Fault {
  return { message: { en, zh } }
}
