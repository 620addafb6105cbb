/** One axis of a sliding window. */
export class Axis {
  readonly outputs: number
  readonly before: number

  constructor(
    readonly input: number,
    readonly window: number,
    readonly stride: number,
    padding: 'valid' | 'same' = 'valid',
  ) {
    this.outputs = padding === 'same' ? Math.ceil(input / stride) : Math.floor((input - window) / stride) + 1
    const lacking = (this.outputs - 1) * stride + window - input
    this.before = padding === 'same' && lacking > 0 ? Math.floor(lacking / 2) : 0
  }

  /** The input pixel under a tap of a window; null in the padding. */
  pixel(output: number, tap: number): number | null {
    const pixel = output * this.stride + tap - this.before
    return pixel >= 0 && pixel < this.input ? pixel : null
  }

  /** The window whose tap lies on an input pixel; null where there is none. */
  output(pixel: number, tap: number): number | null {
    const from = pixel + this.before - tap
    const output = from / this.stride
    return from >= 0 && Number.isInteger(output) && output < this.outputs ? output : null
  }
}
