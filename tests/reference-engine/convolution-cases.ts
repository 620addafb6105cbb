import * as fc from 'fast-check'
import type { Padding, Pair } from '../../reference-engine/window.ts'
import { seeds } from './support.ts'

const pair = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }))
const margin = fc.tuple(fc.nat(2), fc.nat(2))

export type WindowCase = {
  samples: number
  size: Pair
  window: Pair
  channels: number
  filters: number
  strides: Pair
  dilations: Pair
  padding: Padding
  seed: number
}

/** Small images with windows that fit; strides may be larger than the window; channels mostly no multiple of 4. */
export const windowCases: fc.Arbitrary<WindowCase> = fc
  .record({
    samples: fc.integer({ min: 1, max: 2 }),
    extra: fc.tuple(fc.nat(4), fc.nat(4)),
    window: pair(3),
    channels: fc.integer({ min: 1, max: 5 }),
    filters: fc.integer({ min: 1, max: 5 }),
    strides: pair(4),
    dilations: pair(2),
    padding: fc.oneof(fc.constantFrom<Padding>('valid', 'same'), fc.tuple(margin, margin)),
    seed: seeds,
  })
  .map(({ extra, ...drawn }) => {
    const reach = (axis: 0 | 1) => (drawn.window[axis] - 1) * drawn.dilations[axis] + 1
    return { ...drawn, size: [reach(0) + extra[0], reach(1) + extra[1]] as const }
  })

/** How many rows lie before the image and how many outputs there are along one axis, by TensorFlow's published formulas. */
export function expectedAxis({ size, window, strides, dilations, padding }: WindowCase, axis: 0 | 1) {
  const reach = (window[axis] - 1) * dilations[axis] + 1
  if (padding === 'same') {
    const rest = size[axis] % strides[axis]
    const total = Math.max(reach - (rest === 0 ? strides[axis] : rest), 0)
    return { before: Math.floor(total / 2), outputs: Math.ceil(size[axis] / strides[axis]) }
  }
  const [before, after] = padding === 'valid' ? [0, 0] : padding[axis]
  return { before, outputs: Math.ceil((before + size[axis] + after - reach + 1) / strides[axis]) }
}

/** The same for pools, which know no dilation and only two kinds of padding. */
export const poolCases: fc.Arbitrary<WindowCase> = windowCases.map((given) => ({
  ...given,
  dilations: [1, 1],
  padding: given.padding === 'same' ? 'same' : 'valid',
}))
