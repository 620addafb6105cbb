import { clearSlot, pixelsTogether as chunk, zeroRow, type Builder, type Parameter, type Slot } from '../builder.ts'
import type { LoweredLayer } from './lowering.ts'

type LstmWeights = { kernel: Parameter; recurrent: Parameter; bias: Parameter }

/** The weights' four gates, each filled up to whole panels; rows of the recurrent ones follow the filled-up state. @internal */
export const lstmLayouts = {
  kernel: { blocks: 4 },
  recurrent_kernel: { blocks: 4, fillRows: true },
  bias: { blocks: 4 },
}

/**
 * The long short-term memory from a state of zeros. Products with the input are taken for all steps at once, as are the gradients of the
 * weights; only the products with the state go step by step.
 * @internal
 */
export function lowerLstm(
  builder: Builder,
  x: Slot,
  weights: LstmWeights,
  { units, returnSequences }: { units: number; returnSequences: boolean },
): LoweredLayer {
  const { emit, samples, numberBytes, panelColumns } = builder
  const steps = x.pixels
  const h = builder.slot([steps, units])
  const c = builder.slotLike(h)
  const stateBytes = h.pitch * numberBytes
  const gateColumns = 4 * h.pitch
  const gateBytes = gateColumns * numberBytes
  const panels = gateColumns / panelColumns
  const gates = builder.numbers(builder.samples * steps * gateColumns)
  const zeros = zeroRow(builder, h.pitch)

  const rows = Array.from({ length: samples * steps }, (_, row) => row)
  const oneRun = [builder.table([0]), 1]
  const inputs = [
    builder.table(rows.map((row) => row * x.pitch * numberBytes)),
    rows.length,
    ...oneRun,
    x.columns * numberBytes,
  ]
  /** Of each row of `h` the one before it, or the zeros that a sequence begins with; counted from h's address. */
  const before = rows.map((row) => (row % steps === 0 ? zeros - h.address : (row - 1) * stateBytes))
  const previous = [builder.table(before), rows.length, ...oneRun, stateBytes]
  const previousOf = (step: number) => [
    builder.table(before.filter((_, row) => row % steps === step)),
    samples,
    ...oneRun,
    stateBytes,
  ]
  const ofStep = (step: number) => ({
    gates: [gates + step * gateBytes, steps * gateBytes],
    memoryBefore: step === 0 ? [zeros, 0] : [c.address + (step - 1) * stateBytes, steps * stateBytes],
    memory: c.address + step * stateBytes,
    state: h.address + step * stateBytes,
  })

  emit('convolve', x.address, ...inputs, weights.kernel.value, weights.bias.value, gates, gateBytes, panels, 0, chunk)
  for (let step = 0; step < steps; step++) {
    const at = ofStep(step)
    if (step > 0) {
      emit('convolve', h.address, ...previousOf(step), weights.recurrent.value, 0, ...at.gates, panels, 0, chunk)
    }
    emit('lstmGates', ...at.gates, ...at.memoryBefore, at.memory, at.state, steps * stateBytes, stateBytes, samples)
  }

  const output = returnSequences ? h : builder.slot([units])
  if (!returnSequences) {
    const last = h.address + (steps - 1) * stateBytes
    emit('copyRows', last, steps * stateBytes, output.address, stateBytes, stateBytes, samples)
  }
  return {
    output,
    backward(dOut, wantsInput) {
      const dH = returnSequences ? dOut : builder.slotLike(h)
      if (!returnSequences) {
        clearSlot(builder, dH)
        const last = dH.address + (steps - 1) * stateBytes
        emit('copyRows', dOut.address, stateBytes, last, steps * stateBytes, stateBytes, samples)
      }
      const dC = builder.slot([units])
      clearSlot(builder, dC)
      const recurrent = transposed(builder, weights.recurrent)
      for (let step = steps - 1; step >= 0; step--) {
        const at = ofStep(step)
        const dState = [dH.address + step * stateBytes, steps * stateBytes]
        const sizes = [stateBytes, samples]
        emit('lstmGatesGradient', ...at.gates, ...at.memoryBefore, at.memory, ...dState, dC.address, ...sizes)
        if (step === 0) continue
        const places = [dH.address, stateBytes, ...previousOf(step)]
        emit('convolveInputGradient', ...places, recurrent, ...at.gates, gateColumns, chunk)
      }
      const dGates = [gates, gateBytes]
      const ofInput = [weights.kernel.gradient, weights.bias.gradient, panels, chunk]
      emit('convolveFilterGradient', x.address, ...inputs, ...dGates, ...ofInput)
      const ofState = [weights.recurrent.gradient, 0, panels, chunk]
      emit('convolveFilterGradient', h.address, ...previous, ...dGates, ...ofState)
      if (!wantsInput) return undefined
      const dX = builder.slotLike(x)
      clearSlot(builder, dX)
      const places = [dX.address, x.pitch * numberBytes, ...inputs]
      emit('convolveInputGradient', ...places, transposed(builder, weights.kernel), ...dGates, gateColumns, chunk)
      return dX
    },
  }
}

function transposed(builder: Builder, { value, packed }: Parameter): number {
  const rows = packed.packedRows + builder.panelColumns
  const address = builder.shared(`transposed ${value}`, rows * packed.packedColumns)
  builder.prepare('transposePanels', value, address, 1, packed.packedRows, packed.packedColumns)
  return address
}
