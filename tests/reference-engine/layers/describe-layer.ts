import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Layer, Weights } from '../../../reference-engine/layers/layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import { sizeOf, type Tensor } from '../../../reference-engine/tensor.ts'
import { mapWeights } from '../../../reference-engine/training/passes.ts'
import { expectNumericGradients, expectWithin } from '../op-oracles.ts'
import { draw, drawn, expectClose, seeds } from '../support.ts'
import { fromTf, tf, tidied, toTf } from '../tfjs.ts'

type Plain = { shape: readonly number[]; data: ArrayLike<number> }

/** A layer and what it is compared with. */
export type LayerCase = {
  own: Layer
  /** Of one sample. */
  inputShape: readonly number[]
  /** The layer of tf.js; undefined where it has none that does the same. */
  theirs: (training: boolean) => tf.layers.Layer | undefined
  /** tf.js has no gradient of it. */
  forwardOnly?: boolean
  /** Bound on what the differences may be off, relative to the largest entry; where the layer bends sharply. */
  differencesWithin?: number
  /** The output by plain loops, from the definition. */
  naive: (x: Tensor, weights: Weights, training: boolean) => Plain
  /** Samples, where normally distributed ones won't do. */
  drawInput?: (shape: readonly number[], seed: number) => Tensor
}

/** What a layer's randomness is drawn from. */
export const layerSeed = 'dropped'

/**
 * What every layer must do: in float64 be its definition, with gradients that finite differences confirm; in float32 agree with
 * tf.layers in names, shapes, output and gradients; bear an empty batch.
 *
 * @param edges cases that must be among those drawn; each is tried with a batch of 1
 */
export function describeLayer(name: string, cases: fc.Arbitrary<LayerCase>, edges: readonly LayerCase[] = []): void {
  const runs = fc.record({
    given: cases,
    samples: fc.integer({ min: 1, max: 3 }),
    seed: seeds,
    training: fc.boolean(),
  })
  const examples = edges.flatMap((given) =>
    [true, false].map((training): [LayerRun] => [{ given, samples: 1, seed: 1, training }]),
  )
  const assertRuns = (hold: (run: LayerRun) => void): void => fc.assert(fc.property(runs, hold), { ...drawn, examples })

  describe(name, () => {
    test('float64: its definition by plain loops, and gradients by differences', () => assertRuns(expectDefinition))
    test('float32: names, shapes, output and gradients of tf.layers', () => assertRuns(expectLikeLayersOfTf))
    test('float32: output and gradients are those of float64, rounded', () => assertRuns(expectRoundedAlike))
    test('an empty batch gives an empty output and gradients of zeros', () => assertRuns(expectEmptyBatch))
  })
}

type LayerRun = { given: LayerCase; samples: number; seed: number; training: boolean }

function expectDefinition(run: LayerRun): void {
  const { own, naive } = run.given
  const { x, weights, dOut, forward, backward } = played(run, 'float64')
  expectClose(forward().output, naive(x, weights, run.training))
  const trainable = trainableOf(own, weights)
  const differentiable = x.dtype === 'int32' ? [] : [x]
  const variables = [...differentiable, ...trainable.map((weight) => weights[weight])]
  expectNumericGradients(
    () => forward().output,
    dOut,
    variables,
    () => {
      const { dX, gradients } = backward()
      expect(dX.shape).toEqual(x.shape)
      expect(Object.keys(gradients).sort()).toEqual([...trainable].sort())
      return [...(differentiable.length > 0 ? [dX] : []), ...trainable.map((weight) => gradients[weight])]
    },
    run.given.differencesWithin,
  )
}

function expectLikeLayersOfTf(run: LayerRun): void {
  const { given, training } = run
  const { x, weights, dOut, outputShape, forward, backward } = played(run, 'float32')
  const theirs = given.theirs(training)
  if (!theirs) return
  const expected = tidied(() => {
    const input = x.dtype === 'int32' ? toTf(x) : tf.variable(toTf(x))
    theirs.apply(input) // makes its weights
    theirs.setWeights(Object.values(weights).map(toTf))
    const output = () => theirs.apply(input, { training }) as tf.Tensor
    const variables = [
      ...(input instanceof tf.Variable ? [input] : []),
      // The variable inside, which the types keep protected: gradients are taken with respect to it.
      ...theirs.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val),
    ]
    const loss = () => tf.sum(tf.mul(output(), toTf(dOut))).asScalar()
    const derived = given.forwardOnly || variables.length === 0 ? {} : tf.variableGrads(loss, variables).grads
    return {
      output: fromTf(output()),
      gradients: variables.flatMap(({ name }) => (derived[name] ? [fromTf(derived[name])] : [])),
    }
  })
  expect({
    className: given.own.className,
    weights: Object.keys(weights),
    outputShape: [x.shape[0], ...outputShape],
  }).toEqual({
    className: theirs.getClassName(),
    weights: theirs.weights.map(({ originalName }) => originalName.split('/').pop()?.replace(/_\d+$/, '')),
    outputShape: theirs.computeOutputShape([...x.shape]),
  })
  expectWithin(forward().output, expected.output, 1e-5 * largest(expected.output))
  if (given.forwardOnly) return
  const { dX, gradients } = backward()
  const own = [...(x.dtype === 'int32' ? [] : [dX]), ...trainableOf(given.own, weights).map((name) => gradients[name])]
  expect(own.length).toBe(expected.gradients.length)
  own.forEach((gradient, index) => expectGradient(gradient, expected.gradients[index], dOut))
}

function expectRoundedAlike(run: LayerRun): void {
  const single = played(run, 'float32')
  const double = played(run, 'float64')
  const [output, exact] = [single.forward().output, double.forward().output]
  expectWithin(output, exact, 1e-5 * largest(exact))
  const [rounded, expected] = [single.backward(), double.backward()]
  const pairs: [Tensor, Tensor][] = [
    ...(single.x.dtype === 'int32' ? [] : [[rounded.dX, expected.dX] as [Tensor, Tensor]]),
    ...Object.keys(expected.gradients).map((name): [Tensor, Tensor] => [
      rounded.gradients[name],
      expected.gradients[name],
    ]),
  ]
  pairs.forEach(([gradient, wanted]) => expectGradient(gradient, wanted, double.dOut))
  expect([output, ...pairs.map(([gradient]) => gradient)].every((t) => t.dtype === 'float32')).toBe(true)
}

function expectEmptyBatch(run: LayerRun): void {
  const { weights, outputShape, forward, backward, x } = played({ ...run, samples: 0 }, 'float32')
  expect(forward().output).toMatchObject({ shape: [0, ...outputShape], data: { length: 0 } })
  const { dX, gradients } = backward()
  expect(dX.shape).toEqual(x.shape)
  for (const name of trainableOf(run.given.own, weights)) {
    expect([name, gradients[name].shape]).toEqual([name, weights[name].shape])
    expect(gradients[name].data.every((value) => value === 0)).toBe(true)
  }
}

/** The layer with drawn samples, weights and upstream gradient; float32 ones are the float64 ones, rounded. */
function played({ given, samples, seed, training }: LayerRun, dtype: 'float32' | 'float64') {
  const { own, inputShape, drawInput = (shape, from) => draw(`x${from}`, shape) } = given
  const { weights: initial, outputShape } = own.build(inputShape, new Random('build'))
  const cast = (t: Tensor): Tensor => (t.dtype === 'int32' ? t : asType(t, 'float32', dtype))
  // Drawn anew, so that zeros and ones of the start hide nothing; what is a variance stays greater than 0.
  const weights = mapWeights(initial, (weight, name) => {
    const t = draw(`${name}${seed}`, weight.shape, 'float64', 0.5)
    return cast(/variance/.test(name) ? { ...t, data: t.data.map((value) => 0.5 + value * value) } : t)
  })
  const x = cast(drawInput([samples, ...inputShape], seed))
  const dOut = cast(draw(`dOut${seed}`, [samples, ...outputShape]))
  const forward = () => own.forward(x, weights, { training, random: new Random(layerSeed) })
  const backward = () => own.backward(dOut, forward().cache, weights)
  return { x, weights, dOut, outputShape, forward, backward }
}

/** Rounded to `by`, so that both precisions begin with the same numbers, and kept as `dtype`. */
function asType(t: Tensor, by: 'float32', dtype: 'float32' | 'float64'): Tensor {
  const data = dtype === by ? Float32Array.from(t.data) : Float64Array.from(t.data, Math.fround)
  return { shape: t.shape, dtype, data: data as Tensor['data'] }
}

/** Within 1e-5 of the largest entry; of dOut's where that is larger, because a small gradient may be the difference of large terms. */
function expectGradient(actual: Tensor, expected: Tensor, dOut: Tensor): void {
  expectWithin(actual, expected, 1e-5 * Math.max(largest(expected), largest(dOut)))
}

function trainableOf(layer: Layer, weights: Weights): string[] {
  return Object.keys(weights).filter((name) => !layer.nonTrainable?.includes(name))
}

function largest({ data }: Plain): number {
  return Array.from(data).reduce((found, value) => Math.max(found, Math.abs(value)), 0)
}

/** Numbers at least 0.1 apart from each other, and from 0: no tie and no kink is near. */
export function drawApart(shape: readonly number[], seed: number): Tensor {
  const order = new Random(seed).permutation(sizeOf(shape))
  const data = Float64Array.from(order, (place) => 0.1 * (place - Math.floor(order.length / 2)) + 0.05)
  return { shape, dtype: 'float64', data: data as Tensor['data'] }
}
