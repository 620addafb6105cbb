import type { Text } from '../text.ts'

/** Why a result is wrong, with the numbers that say so. */
export interface Explanation {
  id: string
  title: Text
  explanation: Text
}
