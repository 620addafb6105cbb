import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { Random } from '../reference-engine/random.ts'

/** The seeds of one grading: cases are drawn from the files' seed, accuracy's images from the identity's. */
export interface Seeds {
  files: string
  identity: string
}

/**
 * HMAC-SHA256(secret, exercise id, sha256 of the submission's files): the same files always meet the same cases, and without
 * the secret nobody can tell which.
 *
 * @param secret empty in practice
 */
export function seedsOf(secret: Uint8Array, exerciseId: string, sha256OfFiles: string, identity: string): Seeds {
  return {
    files: derive(secret, `${exerciseId}\n${sha256OfFiles}`),
    identity: derive(secret, `${exerciseId}\nidentity\n${identity}`),
  }
}

/** The randomness of one case. */
export function randomOf(seed: string, caseId: string): Random {
  return new Random(derive(utf8ToBytes(seed), caseId))
}

function derive(key: Uint8Array, message: string): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(message)))
}
