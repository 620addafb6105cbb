import { allocate, type DType, type Tensor, type TensorData } from '../tensor.ts'

/** How a weight lies in memory if not as one block of columns: as `blocks` of them side by side, and with rows of zeros below it, to fill up a panel. */
export type ParameterLayout = { blocks?: number; fillRows?: boolean }

/**
 * A weight as the kernels read it: panels of 32 bytes of columns, row after row in each; columns are filled up with zeros. A bias is
 * one row. What optimizers remember and gradients lie in the same order.
 */
export type PackedShape = {
  readonly shape: readonly number[]
  /** Rows and columns of the weight, as a matrix with its last axis for columns. */
  readonly rows: number
  readonly columns: number
  readonly blocks: number
  /** Columns of a panel; rows and columns with what they are filled up to. */
  readonly panelColumns: number
  readonly packedRows: number
  readonly packedColumns: number
}

/** @param shape of the weight: [..., columns] @internal */
export function packedShape(
  shape: readonly number[],
  panelColumns: number,
  { blocks = 1, fillRows = false }: ParameterLayout = {},
): PackedShape {
  const columns = shape[shape.length - 1]
  const rows = shape.slice(0, -1).reduce((size, extent) => size * extent, 1)
  return {
    shape,
    rows,
    columns,
    blocks,
    panelColumns,
    packedRows: fillRows ? filled(rows, panelColumns) : rows,
    packedColumns: blocks * filled(columns / blocks, panelColumns),
  }
}

/** The next multiple of `step`. @internal */
export function filled(count: number, step: number): number {
  return Math.ceil(count / step) * step
}

/** Writes a weight into its place. @internal */
export function packInto(place: TensorData, packed: PackedShape, { data }: Tensor): void {
  place.fill(0)
  eachEntry(packed, (index, at) => {
    place[at] = data[index]
  })
}

/** Reads a weight from its place. @internal */
export function unpack(place: TensorData, packed: PackedShape, dtype: DType): Tensor {
  const data = allocate(dtype, packed.rows * packed.columns)
  eachEntry(packed, (index, at) => {
    data[index] = place[at]
  })
  return { shape: [...packed.shape], dtype, data }
}

function eachEntry(packed: PackedShape, visit: (index: number, at: number) => void): void {
  const { rows, columns, blocks, panelColumns, packedRows } = packed
  const blockColumns = columns / blocks
  const packedBlock = packed.packedColumns / blocks
  for (let column = 0; column < columns; column++) {
    const block = Math.floor(column / blockColumns)
    const packedColumn = block * packedBlock + (column - block * blockColumns)
    const panel = Math.floor(packedColumn / panelColumns)
    const start = panel * packedRows * panelColumns + (packedColumn - panel * panelColumns)
    for (let row = 0; row < rows; row++) visit(row * columns + column, start + row * panelColumns)
  }
}
