/** Which window entry lies on which pixel, as parallel lists; made once for each geometry and kept. */
export interface Table {
  rows: number
  columns: number
  /** Number of the output position, of the pixel and of the tap, for each meeting of a window with a pixel. */
  outputs: number[]
  pixels: number[]
  taps: number[]
}

const tables = new Map<string, Table>()

export function tableFor(
  shape: readonly number[],
  window: readonly number[],
  strides: readonly number[],
  padding: 'valid' | 'same' = 'valid',
): Table {
  const key = [...shape.slice(0, 3), ...window.slice(0, 2), ...strides, padding].join(' ')
  let table = tables.get(key)
  if (table === undefined) tables.set(key, (table = makeTable(shape, window, strides, padding)))
  return table
}

function makeTable(
  [N, H, W]: readonly number[],
  [KH, KW]: readonly number[],
  [sh, sw]: readonly number[],
  padding: 'valid' | 'same',
): Table {
  const rows = padding === 'same' ? Math.ceil(H / sh) : Math.floor((H - KH) / sh) + 1
  const columns = padding === 'same' ? Math.ceil(W / sw) : Math.floor((W - KW) / sw) + 1
  const top = padding === 'same' ? Math.max(0, (rows - 1) * sh + KH - H) >> 1 : 0
  const left = padding === 'same' ? Math.max(0, (columns - 1) * sw + KW - W) >> 1 : 0
  const table: Table = { rows, columns, outputs: [], pixels: [], taps: [] }
  for (let output = 0; output < N * rows * columns; output++) {
    const i = Math.floor(output / columns) % rows
    const j = output % columns
    const n = Math.floor(output / (rows * columns))
    for (let tap = 0; tap < KH * KW; tap++) {
      const h = i * sh - top + Math.floor(tap / KW)
      const w = j * sw - left + (tap % KW)
      if (h < 0 || w < 0 || h >= H || w >= W) continue
      table.outputs.push(output)
      table.pixels.push((n * H + h) * W + w)
      table.taps.push(tap)
    }
  }
  return table
}
