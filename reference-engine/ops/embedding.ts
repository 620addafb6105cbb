import { expectLayout, expectRank, expectTensor, formatShape } from '../expect-shape.ts'
import { expectIndices, gather, gatherBackward } from '../primitives/gather.ts'
import type { Tensor } from '../tensor.ts'

/**
 * A vector for each index: row `index` of the table.
 *
 * @param indices int32 of any shape, such as words [N, T]; whole numbers from 0 to V - 1
 * @param table [V, D]
 * @returns shape of the indices with an axis of D added at the end
 * @throws ShapeError when the table has another rank or an index is no row of it
 */
export function embedding(indices: Tensor, table: Tensor): Tensor {
  expectFit('embedding', indices, table)
  return gather(table, indices)
}

/**
 * Each row of dTable is the sum of the gradients of all places where its index stands; rows that were not asked for get 0.
 *
 * @param dOut shape of the indices with an axis of D added at the end
 * @returns dTable, [V, D]
 * @throws ShapeError when the shapes don't fit or an index is no row of the table
 */
export function embeddingBackward(dOut: Tensor, indices: Tensor, table: Tensor): Tensor {
  expectFit('embeddingBackward', indices, table)
  const reason = `to match indices ${formatShape(indices.shape)} and table ${formatShape(table.shape)}`
  expectLayout('embeddingBackward', 'dOut', dOut, [...indices.shape, table.shape[1]], reason)
  return gatherBackward(dOut, table, indices)
}

function expectFit(functionName: string, indices: Tensor, table: Tensor): void {
  expectRank(functionName, 'table', table, 2, '[V, D]')
  expectTensor(functionName, 'indices', indices)
  expectIndices(functionName, 'indices', indices.data, table.shape[0])
}
