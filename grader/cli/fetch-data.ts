import type { Fetched } from '../../reference-engine/data/fetch-cifar10.ts'
import type { Language } from './language.ts'

const phases: Record<string, Record<Language, string>> = {
  wait: { en: 'Waiting for another process that fetches CIFAR-10', zh: '等待另一进程下载 CIFAR-10' },
  download: { en: 'Downloading CIFAR-10', zh: '下载 CIFAR-10' },
  verify: { en: 'Verifying', zh: '校验' },
  decode: { en: 'Decoding the images', zh: '解码图像' },
}

/** Fetches CIFAR-10, with a progress bar on stderr where that is a terminal. */
export async function fetchData(folder: string, from: string | undefined, language: Language): Promise<Fetched> {
  const { fetchCifar10 } = await import('../../reference-engine/data/fetch-cifar10.ts')
  const { default: progress } = await import('cli-progress')
  const bar = new progress.SingleBar({
    format: '{phase} [{bar}] {percentage}% | {eta_formatted}',
    stream: process.stderr,
    noTTYOutput: false,
    hideCursor: true,
    barsize: 30,
    etaBuffer: 50,
  })
  let phase = ''
  const abort = new AbortController()
  try {
    return await fetchCifar10({
      folder,
      from,
      signal: abort.signal,
      onProgress(now) {
        if (now.phase !== phase) {
          if (phase !== '') bar.stop()
          phase = now.phase
          const words = phases[phase][language]
          if (process.stderr.isTTY) bar.start(Math.max(1, now.total), now.done, { phase: words })
          else console.error(`${words}…`)
        }
        bar.update(now.done)
        if (now.total > 0) bar.setTotal(now.total)
      },
    })
  } finally {
    bar.stop()
  }
}
