import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../package-folder.ts'
import { UsageError } from '../usage-error.ts'
import { npmSettings } from './frame-files.ts'
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
  writeFileSync(join(folder, '.npmrc'), npmSettings)
  await runNpm(['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], folder, {})
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** What is built, and the rooms that it is built of. */
const builds = [
  { built: 'dist/grade.mjs', rooms: ['exercises', 'grader', 'reference-engine', 'reports', 'solutions'] },
  { built: 'dist/types/package.json', rooms: ['grader/jest', 'reference-engine'] },
]

/** In a checkout: what is packed was built from the sources as they are, so that no class is graded by yesterday's checks. */
function refuseStaleBuild(): void {
  if (!existsSync(join(packageFolder, 'grader'))) return
  for (const { built, rooms } of builds) {
    const time = existsSync(join(packageFolder, built)) ? modified(built) : 0
    const newer = rooms.flatMap(sourcesIn).find((file) => modified(file) > time)
    if (newer !== undefined) throw notBuilt(newer, built)
  }
}

function notBuilt(source: string, built: string): UsageError {
  return new UsageError('not-built', {
    en: `${source} is newer than ${built}, which is built of it: the handout would carry the old one. No handout was written. Build first: npm run prepare`,
    zh: `${source} 比由它构建的 ${built} 新，作业仓库会带上旧版本。没有写出作业仓库。请先构建：npm run prepare`,
  })
}

function sourcesIn(room: string): string[] {
  const folder = join(packageFolder, room)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|hbs|css|yml)$/.test(file) && !file.includes('alternatives'))
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`)
}

function modified(file: string): number {
  return statSync(join(packageFolder, file)).mtimeMs
}
