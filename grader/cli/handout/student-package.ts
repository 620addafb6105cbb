import { json } from './frame-files.ts'

/** grade-descent as a file of the student's repository. */
export interface PackedPackage {
  /** Relative to the repository, with `/`. */
  path: string
  /** As npm notes it in a lock file. */
  integrity: string
  /** What is in its package.json. */
  packageJson: Readonly<Record<string, unknown>>
}

interface LockedPackage {
  dev?: boolean
  [field: string]: unknown
}

export interface LockFile {
  packages: Readonly<Record<string, LockedPackage>>
}

const lockedFields = [
  'version',
  'license',
  'dependencies',
  'bin',
  'engines',
  'os',
  'cpu',
  'peerDependencies',
  'peerDependenciesMeta',
  'optionalDependencies',
]

const name = 'deep-learning-from-scratch'

/** The `package.json` of a student's repository. */
export function studentPackageText(packed: PackedPackage): string {
  return json({
    name,
    private: true,
    type: 'module',
    scripts: { grade: 'grade-descent', test: 'jest' },
    dependencies: dependenciesOf(packed),
    engines: packed.packageJson.engines,
  })
}

/**
 * The `package-lock.json` of a student's repository, made of the one that the package was developed with: what was tested is
 * what students get, and making it needs no network.
 */
export function studentLockText(packed: PackedPackage, lock: LockFile): string {
  const delivered = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  const fields = lockedFields.filter((field) => packed.packageJson[field] !== undefined)
  const self = {
    ...Object.fromEntries(fields.map((field) => [field, packed.packageJson[field]])),
    resolved: `file:${packed.path}`,
    integrity: packed.integrity,
  }
  const installed: [path: string, locked: LockedPackage][] = [...delivered, ['node_modules/grade-descent', self]]
  installed.sort(([a], [b]) => (a < b ? -1 : 1))
  const root = { name, dependencies: dependenciesOf(packed), engines: packed.packageJson.engines }
  return json({
    name,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(installed) },
  })
}

function dependenciesOf({ path }: PackedPackage): Record<string, string> {
  return { 'grade-descent': `file:${path}` }
}
