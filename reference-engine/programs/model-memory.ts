import { ArgumentError } from '../argument-error.ts'
import type { Weights } from '../layers/layer.ts'
import type { Optimizer, OptimizerState } from '../optimizers/optimizer.ts'
import type { OptimizerStates } from '../training/apply-gradients.ts'
import type { BuiltLayer } from '../training/model-layers.ts'
import type { Tensor } from '../tensor.ts'
import type { Arena } from '../kernels/arena.ts'
import { bytesOf, numbersAt, type Kernels, panelColumnsOf } from '../kernels/kernels.ts'
import { packInto, packedShape, unpack, type PackedShape } from '../kernels/parameter.ts'

/** A weight of a model: `dense_1/kernel`, and where it begins in each of the blocks, in numbers. @internal */
export type PlacedWeight = {
  readonly name: string
  readonly layer: string
  readonly weight: string
  readonly packed: PackedShape
  readonly start: number
}

/** Weights, and what the optimizer remembers of them: blocks of the same layout, one after another in the arena. @internal */
export interface ModelMemory {
  readonly placed: readonly PlacedWeight[]
  /** Numbers in a block. */
  readonly size: number
  readonly weights: number
  /** The optimizer's blocks, by the names of its tensors. */
  readonly states: { readonly [tensor: string]: number }
  readWeights(): Weights
  /** What lies in a block of the same layout, such as gradients, by the names of the weights. @param start its address */
  readBlock(start: number): Weights
  writeWeights(weights: Weights): void
  readStates(steps: number): OptimizerStates
  writeStates(states: OptimizerStates): void
}

/** @throws ArgumentError when weights differ in their dtype from the kernels' @internal */
export function modelMemory(
  kernels: Kernels,
  arena: Arena,
  layers: readonly BuiltLayer[],
  optimizer: Optimizer | null,
): ModelMemory {
  const panelColumns = panelColumnsOf(kernels.dtype)
  const placed: PlacedWeight[] = []
  let size = 0
  for (const built of layers) {
    for (const [name, weight] of Object.entries(built.weights)) {
      if (weight.dtype !== kernels.dtype) {
        throw new ArgumentError('Sequential', `${built.name}/${name}`, `${kernels.dtype}, as the kernels`, weight.dtype)
      }
      const packed = packedShape(weight.shape, panelColumns, built.layer.lowering?.layouts?.[name])
      placed.push({ name: `${built.name}/${name}`, layer: built.name, weight: name, packed, start: size })
      size += packed.packedRows * packed.packedColumns
    }
  }
  const block = () => arena.allocate(size * bytesOf(kernels.dtype))
  const weights = block()
  const states = Object.fromEntries((optimizer?.kernel?.tensors ?? []).map((tensor) => [tensor, block()]))

  const viewOf = (start: number, { packed, start: offset }: PlacedWeight) =>
    numbersAt(kernels, start + offset * bytesOf(kernels.dtype), packed.packedRows * packed.packedColumns)
  const read = (start: number, weight: PlacedWeight): Tensor =>
    unpack(viewOf(start, weight), weight.packed, kernels.dtype)

  const readBlock = (start: number): Weights =>
    Object.fromEntries(placed.map((weight) => [weight.name, read(start, weight)]))

  return {
    placed,
    size,
    weights,
    states,
    readWeights: () => readBlock(weights),
    readBlock,
    writeWeights(given) {
      for (const weight of placed) packInto(viewOf(weights, weight), weight.packed, given[weight.name])
    },
    readStates(steps) {
      const ofWeight = (weight: PlacedWeight): OptimizerState => ({
        ...Object.fromEntries(Object.entries(states).map(([tensor, start]) => [tensor, read(start, weight)])),
        ...optimizer?.kernel?.counters?.(steps),
      })
      return Object.fromEntries(placed.map((weight) => [weight.name, ofWeight(weight)]))
    },
    writeStates(given) {
      for (const weight of placed) {
        for (const [tensor, start] of Object.entries(states)) {
          const own = given[weight.name]?.[tensor] as Tensor | undefined
          const view = viewOf(start, weight)
          if (own) packInto(view, weight.packed, own)
          else view.fill(0)
        }
      }
    },
  }
}
