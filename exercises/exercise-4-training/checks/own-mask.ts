import type { CheckOptions, Inputs } from 'grade-descent/checks/check-options'
import { differenceText, firstDifference } from 'grade-descent/checks/compare'
import { drawUpstream } from 'grade-descent/checks/draw'
import { makeCheck, passed } from 'grade-descent/checks/make-check'
import { fit } from 'grade-descent/checks/result-tree'
import { zerosLike, type Tensor } from 'grade-descent/engine/tensor'
import { drawDropout } from './draw-cases.ts'

type Value = Inputs[number]

const cases = 2
const step = 1e-4
const tolerance = { absolute: 1e-7, relative: 1e-5 }

/**
 * dropoutBackward with the mask of the submission's own dropout, against the numeric gradient of that very dropout: the same
 * seed drops the same entries, and each output depends on its own input alone, so that all entries can be moved at once.
 */
export function ownMask(options: CheckOptions) {
  return makeCheck('dropoutBackward', 'property', { name: 'own-mask', ...options }, async (context, id) => {
    let judged = 0
    for (let index = 0; index < cases; index++) {
      const caseId = `${id}/${index}`
      if (!context.wants(caseId)) continue
      judged++
      const random = context.random(caseId)
      const [x, rate, seed, training] = drawDropout(random, index)
      const dOut = drawUpstream(random, x.shape)
      const dropped = async (moved: number): Promise<{ output: Tensor; mask: Tensor }> => {
        const inputs = [{ ...x, data: x.data.map((value) => value + moved) }, rate, seed, training]
        const { value } = await context.subject.call('dropout', inputs, { fields: ['output', 'mask'] })
        const fitted = fit(value, { output: zerosLike(x), mask: zerosLike(x) })
        return (fitted.fits ? fitted.value : { output: zerosLike(x), mask: zerosLike(x) }) as {
          output: Tensor
          mask: Tensor
        }
      }
      const { mask } = await dropped(0)
      const [above, below] = [await dropped(step), await dropped(-step)]
      const slope = above.output.data.map((value, entry) => (value - below.output.data[entry]) / (2 * step))
      const expected: Tensor = { ...dOut, data: dOut.data.map((value, entry) => value * slope[entry]) }
      const { value } = await context.subject.call('dropoutBackward', [dOut, mask])
      const fitted = fit(value as Value, expected)
      if (!fitted.fits) return { status: 'failed', message: fitted.message, failedCase: caseId }
      const difference = firstDifference(fitted.value, expected, tolerance)
      if (difference === null) continue
      return {
        status: 'failed',
        message: differenceText(difference),
        evidence: [difference.evidence],
        failedCase: caseId,
      }
    }
    return passed(judged)
  })
}
