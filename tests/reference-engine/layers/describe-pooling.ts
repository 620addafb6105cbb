import type { Layer } from '../../../reference-engine/layers/layer.ts'
import type { PoolingOptions } from '../../../reference-engine/layers/pooling-options.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { expectedAxis, poolCases, type WindowCase } from '../convolution-cases.ts'
import { build, entryAt, indicesOf } from '../support.ts'
import type { tf } from '../tfjs.ts'
import { describeLayer, drawApart, type LayerCase } from './describe-layer.ts'

type PoolOptionsOfTf = { poolSize: [number, number]; strides: [number, number]; padding: 'valid' | 'same' }

/**
 * What every pooling layer must do.
 *
 * @param pool what one window's pixels, padding left out, come to
 * @param sameForwardOnly don't believe tf.js' gradient for `same` padding
 */
export function describePooling(
  name: string,
  own: (options: PoolingOptions) => Layer,
  theirs: (options: PoolOptionsOfTf) => tf.layers.Layer,
  pool: (pixels: readonly number[]) => number,
  { sameForwardOnly = false }: { sameForwardOnly?: boolean } = {},
): void {
  const caseOf = (given: WindowCase): LayerCase => {
    const options = {
      poolSize: [...given.window] as [number, number],
      strides: [...given.strides] as [number, number],
      padding: given.padding as 'valid' | 'same',
    }
    return {
      own: own(options),
      inputShape: [...given.size, given.channels],
      theirs: () => theirs(options),
      forwardOnly: sameForwardOnly && options.padding === 'same',
      naive: (x) => pooledNaively(given, x, pool),
      drawInput: drawApart,
    }
  }
  describeLayer(name, poolCases.map(caseOf), [
    caseOf({ ...onePixel, padding: 'same' }),
    caseOf({ ...onePixel, size: [5, 4], window: [2, 1], strides: [3, 2] }),
  ])
}

const onePixel: WindowCase = {
  samples: 1,
  size: [1, 1],
  window: [1, 1],
  channels: 3,
  filters: 1,
  strides: [1, 1],
  dilations: [1, 1],
  padding: 'valid',
  seed: 1,
}

function pooledNaively(given: WindowCase, x: Tensor, pool: (pixels: readonly number[]) => number) {
  const [rows, columns] = [expectedAxis(given, 0), expectedAxis(given, 1)]
  const taps = indicesOf(given.window)
  return build([x.shape[0], rows.outputs, columns.outputs, x.shape[3]], ([n, i, j, c]) =>
    pool(
      taps
        .map(([a, b]) => [i * given.strides[0] + a - rows.before, j * given.strides[1] + b - columns.before])
        .filter(([row, column]) => row >= 0 && row < x.shape[1] && column >= 0 && column < x.shape[2])
        .map(([row, column]) => entryAt(x, [n, row, column, c])),
    ),
  )
}
