/** Bytes of text that are shown of what was printed between two looks. */
const shownBytes = 8192

export interface OutputCollector {
  add(text: string, truncated: boolean): void
  /** What was added since the last time, cut at 8 kB. */
  take(): { text: string; truncated: boolean }
}

/** Gathers what a student prints. */
export function createOutputCollector(): OutputCollector {
  let text = ''
  let truncated = false
  return {
    add(more, cut) {
      truncated ||= cut
      if (text.length < shownBytes) text += more
      else truncated ||= more !== ''
    },
    take() {
      const shown = cutAt(text, shownBytes)
      const taken = { text: shown, truncated: truncated || shown.length < text.length }
      text = ''
      truncated = false
      return taken
    },
  }
}

/** The beginning of a text that fills at most so many bytes of UTF-8, no character cut in two. */
function cutAt(text: string, bytes: number): string {
  const encoded = Buffer.from(text)
  if (encoded.length <= bytes) return text
  let end = bytes
  while ((encoded[end] & 0xc0) === 0x80) end--
  return encoded.toString('utf8', 0, end)
}
