import { sizeOfSlot, type Builder, type Slot } from '../builder.ts'
import { withPitch } from './copies.ts'
import type { LoweredLayer, Lowering } from './lowering.ts'

/** How a kernel computes an activation, and its gradient from the output alone. */
export type LoweredActivation = {
  forward(builder: Builder, x: Slot, y: Slot): void
  /** d, in place, becomes the gradient with respect to the input. */
  backward(builder: Builder, y: Slot, d: Slot): void
}

/** An activation whose kernels take a number after another: `name` and `nameGradient` in `assembly/elementwise.ts`. */
export function elementwiseActivation(name: string, ...numbers: number[]): LoweredActivation {
  return {
    forward: (builder, x, y) => builder.emit(name, x.address, y.address, sizeOfSlot(builder, x), ...numbers),
    backward: (builder, y, d) =>
      builder.emit(`${name}Gradient`, y.address, d.address, sizeOfSlot(builder, y), ...numbers),
  }
}

/** An activation whose kernels take row after row. */
export function rowActivation(name: string): LoweredActivation {
  const rows = ({ samples, numberBytes }: Builder, { pixels, columns, pitch }: Slot) => [
    pitch * numberBytes,
    samples * pixels,
    columns,
  ]
  return {
    forward: (builder, x, y) => builder.emit(name, x.address, y.address, ...rows(builder, x)),
    backward: (builder, y, d) => builder.emit(`${name}Gradient`, y.address, d.address, ...rows(builder, y)),
  }
}

/**
 * The lowering of a layer that ends in an activation.
 *
 * @param lowered as the activation says; undefined where there are no kernels for it
 * @param lower the layer without it, or with all below 0 cut off
 */
export function lowerWithActivation(
  lowered: LoweredActivation | 'rectified' | 'unchanged' | undefined,
  lower: (...given: [...Parameters<Lowering['lower']>, rectified: boolean]) => LoweredLayer,
): Lowering | undefined {
  if (lowered === undefined) return undefined
  if (lowered === 'rectified' || lowered === 'unchanged') {
    return { lower: (builder, x, weights) => lower(builder, x, weights, lowered === 'rectified') }
  }
  return {
    lower(builder, x, weights) {
      const inner = lower(builder, x, weights, false)
      const outer = lowerActivation(builder, inner.output, lowered)
      return {
        output: outer.output,
        backward(dOut, wantsInput) {
          const dInner = outer.backward(dOut, true)
          return dInner && inner.backward(dInner, wantsInput)
        },
      }
    },
  }
}

/** max(0, x) as a layer of its own. */
export function rectify(builder: Builder, x: Slot): LoweredLayer {
  const lowered = lowerActivation(builder, x, elementwiseActivation('leakyRelu', 0))
  return { ...lowered, output: { ...lowered.output, rectified: true } }
}

function lowerActivation(builder: Builder, given: Slot, activation: LoweredActivation): LoweredLayer {
  const { slot: x, restore } = withPitch(builder, given)
  const output = builder.slotLike(x)
  activation.forward(builder, x, output)
  return {
    output,
    backward(dOut, wantsInput) {
      if (!wantsInput) return undefined
      activation.backward(builder, output, dOut)
      return restore({ ...dOut, rectified: false })
    },
  }
}
