import { expect } from '@jest/globals'
import type { NestedNumbers, Tensor } from '../../reference-engine/tensor.ts'
import { languageOf } from '../cli/language.ts'
import { filled, type Text } from '../text.ts'
import { closeness, type Closeness } from './close-to-tensor.ts'
import { gradientMatch, type Backward, type Forward } from './numeric-gradient-match.ts'

// Importing this file adds two matchers to Jest's expect: import 'grade-descent/jest'

declare module 'expect' {
  // The parameters must be those of the interface that this adds to.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /**
     * The same shape, and every entry within absolute + relative * (largest expected magnitude). The dtype is not compared.
     *
     * @param expected a tensor, or numbers nested as deeply as the tensor has axes
     */
    toBeCloseToTensor(expected: Tensor | NestedNumbers, tolerance?: Closeness): R
    /**
     * For a backward `(dOut, x) => Tensor`: its result equals the numeric gradient of `forward` at x, entry by entry, for a
     * random dOut. Keep x away from kinks.
     *
     * @param x any floating dtype; the check itself runs in float64
     */
    toMatchNumericGradient(forward: Forward, x: Tensor): R
  }
}

expect.extend({
  toBeCloseToTensor(received: unknown, expected: Tensor | NestedNumbers, tolerance?: Closeness) {
    const { pass, text } = closeness(received, expected, tolerance)
    return { pass, message: () => `expect(received).toBeCloseToTensor(expected)\n\n${inReadersLanguage(text)}` }
  },
  toMatchNumericGradient(backward: unknown, forward: Forward, x: Tensor) {
    const { pass, text } = gradientMatch(backward as Backward, forward, x)
    return { pass, message: () => `expect(backward).toMatchNumericGradient(forward, x)\n\n${inReadersLanguage(text)}` }
  },
})

/** `GRADE_LANG` chooses the language, else the locale does. */
function inReadersLanguage(text: Text): string {
  return filled(text)[languageOf(process.env.GRADE_LANG, process.env)]
}
