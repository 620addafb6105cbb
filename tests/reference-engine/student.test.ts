import { expect, test } from '@jest/globals'
import * as given from '../../reference-engine/given-ops.ts'
import * as kit from '../../reference-engine/student.ts'

const primitives =
  'add sub mul div maximum minimum pow greater greaterEqual less lessEqual equal where neg exp log sqrt square abs sign ' +
  'sum mean max min argMax transpose reshape matMul gather concat slice clone oneHot'
const ops = 'sigmoid relu tanh softmax dense meanSquaredError softmaxCrossEntropy'
  .split(' ')
  .flatMap((op) => [op, `${op}Backward`])

test('the kit is the primitives, tensors, randomness, errors and the given ops, and nothing else', () => {
  const rest = 'tensor zeros zerosLike Random ShapeError NotImplementedError todo'
  expect(Object.keys(kit).sort()).toEqual([...primitives.split(' '), ...rest.split(' '), ...ops].sort())
})

test('the given ops are a list of their own', () => {
  expect(Object.keys(given).sort()).toEqual([...ops].sort())
})
