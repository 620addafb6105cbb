import type { Check, CheckContext, Exercise, Part, Verdict } from '../../grader/exercise.ts'
import { randomOf } from '../../grader/seeds.ts'
import type { Value } from '../../grader/subject/subject.ts'
import type { Text } from '../../grader/text.ts'
import { drawTensor } from '../../grader/checks/draw.ts'
import type { Random } from '../../reference-engine/random.ts'
import { sizeOf, type Tensor } from '../../reference-engine/tensor.ts'
import { inProcessSubject } from '../exercises/in-process-subject.ts'

/** Functions by part; a test's own, so their arguments are whatever they take. */
export type Functions = { readonly [part: string]: (...inputs: never[]) => unknown }

export const title: Text = { en: 'A title', zh: '标题' }

export interface Run {
  reference: Functions
  student: Functions
  seed?: string
  onlyCase?: string
}

/** An exercise of the reference's functions and some checks. */
export function exerciseOf(reference: Functions, checks: readonly Check[] = []): Exercise {
  const parts = Object.entries(reference).map(([name, run]): [string, Part] => [
    name,
    { file: 'a.ts', reference: run as Part['reference'] },
  ])
  return {
    title,
    parts: Object.fromEntries(parts),
    checks,
    gives: [],
    hints: {},
    draft: false,
    faultyStub: false,
    limits: { callMs: 1000, loadMs: 1000, memoryMb: 100, outputMb: 1 },
  }
}

/** Runs one check on functions of this process. */
export function runCheck(check: Check, { reference, student, seed = 'a', onlyCase }: Run): Promise<Verdict> {
  const context: CheckContext = {
    exercise: exerciseOf(reference),
    subject: inProcessSubject(student as { [part: string]: (...inputs: Value[]) => Value }),
    referenceSubject: () => Promise.reject(new Error('no check of these needs it')),
    random: (caseId) => randomOf(seed, caseId),
    wants: (caseId) => onlyCase === undefined || caseId === onlyCase,
    images: () => Promise.resolve(null),
    calibration: null,
    progress: () => undefined,
    timesFromOutside: true,
  }
  return check.run(context)
}

/** A tensor of the function's values. */
export function mapped(x: Tensor, transform: (value: number, index: number) => number): Tensor {
  return { shape: x.shape, dtype: x.dtype, data: x.data.map(transform) }
}

/** A float64 tensor. */
export function float64(values: ArrayLike<number>, shape: readonly number[] = [values.length]): Tensor {
  if (sizeOf(shape) !== values.length) throw new Error('the values do not fill the shape')
  return { shape, dtype: 'float64', data: Float64Array.from(values) as Tensor['data'] }
}

export function float32(x: Tensor): Tensor {
  return { shape: x.shape, dtype: 'float32', data: Float32Array.from(x.data) as Tensor['data'] }
}

/** One tensor of odd, unequal sides, another in each case. */
export function drawOne(random: Random, index: number): [x: Tensor] {
  return [drawTensor(random, [3 + 2 * index, 4])]
}
