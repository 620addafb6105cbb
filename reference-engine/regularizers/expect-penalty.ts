import { expectNumber } from '../expect-argument.ts'
import { expectTensor } from '../expect-shape.ts'
import type { Tensor } from '../tensor.ts'

/** @throws ArgumentError unless `weights` is a tensor and `lambda` a finite number of 0 or more */
export function expectPenalty(functionName: string, weights: Tensor, lambda: number): void {
  expectTensor(functionName, 'weights', weights)
  const holds = (x: number) => x >= 0 && x < Infinity
  expectNumber(functionName, 'lambda', lambda, 'a number of 0 or more', holds)
}
