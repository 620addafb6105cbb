import { expect, test } from '@jest/globals'
import { fingerprint, parseLine } from '../../../bench/engine/protocol.ts'

test('fingerprint: the norm, and a projection that sees entries that changed places', () => {
  const [norm, projection] = fingerprint([3, 4, 0])
  expect(norm).toBe(5)
  expect(projection).toBeCloseTo(3 + 4 * 0.5403023058681398, 12)
  expect(fingerprint([4, 3, 0])[0]).toBe(5)
  expect(fingerprint([4, 3, 0])[1]).not.toBeCloseTo(projection, 1)
})

test.each(['', 'Hi, looks like you are running TensorFlow.js', '{ not JSON', '42'])(
  'parseLine hears nothing in %j',
  (line) => expect(parseLine(line)).toBeUndefined(),
)

test('parseLine gives the object', () => expect(parseLine('{"milliseconds":[1]}')).toEqual({ milliseconds: [1] }))
