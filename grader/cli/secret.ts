import { readFileSync } from 'node:fs'
import { UsageError } from './usage-error.ts'

/**
 * The secret that hidden cases are drawn from: of a file, or of GRADE_SECRET, which is removed from the environment before
 * anything is started. Empty in practice.
 */
export function takeSecret(file: string | undefined): Uint8Array {
  const fromEnvironment = process.env.GRADE_SECRET ?? ''
  delete process.env.GRADE_SECRET
  if (file === undefined) return new TextEncoder().encode(fromEnvironment)
  try {
    return new TextEncoder().encode(readFileSync(file, 'utf8').trim())
  } catch {
    throw new UsageError('no-secret', {
      en: `the secret file ${file} can't be read; --secret-file takes a file that holds the secret on one line.`,
      zh: `无法读取密钥文件 ${file}；--secret-file 后面应是一个只有一行密钥的文件。`,
    })
  }
}
