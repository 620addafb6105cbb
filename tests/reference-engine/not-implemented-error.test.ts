import { expect, test } from '@jest/globals'
import { NotImplementedError, todo } from '../../reference-engine/not-implemented-error.ts'

test('todo throws an error that names the function', () => {
  expect(() => todo('sigmoidBackward')).toThrow(NotImplementedError)
  expect(() => todo('sigmoidBackward')).toThrow(
    "sigmoidBackward is still to be written: replace todo('sigmoidBackward') with your own code",
  )
})
