import { eastAsianWidth } from 'get-east-asian-width'

/** Characters that stand alone, one column or two: ASCII, Latin, signs and arrows, kana, Chinese, full-width forms. */
const standAlone =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*$/

let whole: typeof import('string-width') | undefined

/**
 * string-width, which the build puts this in place of: merely loading that one makes the segmenter and the tables of emoji, which
 * takes longer than all else that the command loads. Most texts need neither.
 */
export default function stringWidth(text: string, options?: { ambiguousIsNarrow?: boolean }): number {
  if (options === undefined && standAlone.test(text)) {
    let width = 0
    for (const character of text) width += eastAsianWidth(character.codePointAt(0) ?? 0)
    return width
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the bundler loads it here and now, not with this file
  whole ??= require('string-width') as typeof import('string-width')
  return whole.default(text, options)
}
