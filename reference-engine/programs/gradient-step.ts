import type { Weights } from '../layers/layer.ts'
import type { BuiltLayer } from '../training/model-layers.ts'
import { namedWeights } from '../training/weight-names.ts'
import { type Kernels, type Phases } from '../kernels/kernels.ts'
import { copyPixels } from '../kernels/lowering/copies.ts'
import { modelMemory } from './model-memory.ts'
import { mostPieces } from '../kernels/pieces.ts'
import {
  batchTensor,
  blockBytes,
  eachPiece,
  lowerLayers,
  preparation,
  stepParts,
  sumOfPieces,
  type BatchTensor,
} from './step-parts.ts'

/** Layers by themselves, without a loss: what gradients come back where dOut comes in. @internal */
export type GradientStep = {
  /** Written before the phases are run. */
  readonly x: BatchTensor
  readonly dOut: BatchTensor
  /** Read after them. */
  readonly output: BatchTensor
  readonly dX: BatchTensor
  gradients(): Weights
  /** Gives its memory back. */
  release(): void
  /** For `kernels.load`. */
  readonly phases: Phases
}

/** Forward and backward of layers on batches of one size. @internal */
export function gradientStep(kernels: Kernels, layers: readonly BuiltLayer[], samples: number): GradientStep {
  const arena = kernels.arena.branch()
  const memory = modelMemory(kernels, arena, layers, null)
  const model = { kernels, arena, layers, memory }
  memory.writeWeights(namedWeights(layers))
  const parts = stepParts(model, samples, true)
  const gradients = arena.allocate(mostPieces * blockBytes(model))
  const [x, dX] = [0, 1].map(() => batchTensor(model, samples, layers[0].inputShape))
  const [output, dOut] = [0, 1].map(() => batchTensor(model, samples, layers[layers.length - 1].outputShape))
  const pieces = eachPiece(model, parts, (piece, builder, index) => {
    const own = gradients + index * blockBytes(model)
    builder.emit('clear', own, blockBytes(model))
    const lowered = lowerLayers(model, builder, x.slotOf(piece), own)
    copyPixels(builder, lowered.output, output.slotOf(piece))
    const upstream = builder.slotLike(lowered.output)
    copyPixels(builder, dOut.slotOf(piece), upstream)
    const downstream = lowered.backward(upstream, true)
    if (downstream) copyPixels(builder, downstream, dX.slotOf(piece))
  })
  return {
    x,
    dOut,
    output,
    dX,
    release: () => arena.release(),
    phases: [preparation(model, parts), pieces, sumOfPieces(model, gradients, samples)].filter(
      (phase) => phase.length > 0,
    ),
    gradients: () => memory.readBlock(gradients),
  }
}
