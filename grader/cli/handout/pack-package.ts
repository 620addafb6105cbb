import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../package-folder.ts'
import { UsageError } from '../usage-error.ts'
import { frameFiles } from './frame-files.ts'
import { runNpm } from './run-npm.ts'
import { studentLockText, studentPackageText, type LockFile, type PackedPackage } from './student-package.ts'

/**
 * Writes into a folder what a student's `npm ci` needs: this package as a tarball, package.json and package-lock.json.
 *
 * The package is a file of the repository, never a name that a registry is asked for: that works before it is published and
 * on a campus without the internet, and everybody has the same bytes.
 *
 * @throws UsageError where npm fails, or the package was not built since its sources changed
 */
export async function packPackage(folder: string): Promise<void> {
  refuseStaleBuild()
  const vendor = join(folder, 'vendor')
  mkdirSync(vendor)
  await runNpm(['pack', '--ignore-scripts', '--loglevel=error'], packageFolder, { pack_destination: vendor })
  const [tarball] = readdirSync(vendor)
  const packed: PackedPackage = {
    path: `vendor/${tarball}`,
    integrity: `sha512-${createHash('sha512')
      .update(readFileSync(join(vendor, tarball)))
      .digest('base64')}`,
    packageJson: readJson(join(packageFolder, 'package.json')) as PackedPackage['packageJson'],
  }
  writeFileSync(join(folder, 'package.json'), studentPackageText(packed))
  await writeLock(folder, packed)
}

/** An installed package has no lock file of its own: there npm makes one, which takes a registry. */
async function writeLock(folder: string, packed: PackedPackage): Promise<void> {
  const own = join(packageFolder, 'package-lock.json')
  if (existsSync(own)) {
    writeFileSync(join(folder, 'package-lock.json'), studentLockText(packed, readJson(own) as LockFile))
    return
  }
  writeFileSync(join(folder, '.npmrc'), frameFiles([])['.npmrc'])
  await runNpm(['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], folder, {})
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** In a checkout: what is packed was built from the sources as they are, so that no class is graded by yesterday's checks. */
function refuseStaleBuild(): void {
  const built = modified('dist/grade.mjs')
  const newer = ['exercises', 'grader', 'reference-engine', 'reports', 'solutions'].flatMap((room) =>
    sourcesIn(room).filter((file) => modified(file) > built),
  )
  if (newer.length === 0 && existsSync(join(packageFolder, 'dist', 'types'))) return
  const why = newer[0] ?? 'dist/types'
  throw new UsageError('not-built', {
    en: `${why} is newer than what was built of it, and the handout would carry the old one. Build first: npm run prepare`,
    zh: `${why} 比已构建的版本新，作业仓库会带上旧版本。请先构建：npm run prepare`,
  })
}

/** None in an installed package, whose TypeScript files are all a student's. */
function sourcesIn(room: string): string[] {
  const folder = join(packageFolder, room)
  if (!existsSync(join(packageFolder, 'grader')) || !existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|hbs|css|yml)$/.test(file) && !file.includes('alternatives'))
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`)
}

function modified(file: string): number {
  return statSync(join(packageFolder, file)).mtimeMs
}
