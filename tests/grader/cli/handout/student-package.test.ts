import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  studentLockText,
  studentPackageText,
  type LockFile,
  type PackedPackage,
} from '../../../../grader/cli/handout/student-package.ts'
import { repository } from '../../../support/run-grade.ts'

const packed: PackedPackage = {
  path: 'vendor/grade-descent-0.1.0.tgz',
  integrity: 'sha512-x',
  packageJson: {
    name: 'grade-descent',
    version: '0.1.0',
    engines: { node: '>=20' },
    dependencies: { jest: '^30.0.0' },
    devDependencies: { typescript: '*' },
  },
}

const lock: LockFile = {
  packages: {
    '': { name: 'grade-descent' },
    'node_modules/jest': { version: '30.5.2', integrity: 'sha512-j' },
    'node_modules/typescript': { version: '6.0.3', dev: true },
    'node_modules/esbuild-linux': { version: '0.28.2', optional: true },
  },
}

test('a student’s package.json takes the package from its file, under the command’s own name', () => {
  expect(JSON.parse(studentPackageText(packed))).toMatchObject({
    private: true,
    scripts: { grade: 'grade-descent', test: 'jest' },
    dependencies: { 'grade-descent': 'file:vendor/grade-descent-0.1.0.tgz' },
    engines: { node: '>=20' },
  })
})

test('its lock file has the package by its hash, and what that needs as it was tested; tools of the workshop are left out', () => {
  const { packages } = JSON.parse(studentLockText(packed, lock)) as LockFile
  expect(Object.keys(packages)).toEqual([
    '',
    'node_modules/esbuild-linux',
    'node_modules/grade-descent',
    'node_modules/jest',
  ])
  expect(packages['node_modules/jest']).toEqual({ version: '30.5.2', integrity: 'sha512-j' })
  expect(packages['node_modules/grade-descent']).toEqual({
    version: '0.1.0',
    resolved: 'file:vendor/grade-descent-0.1.0.tgz',
    integrity: 'sha512-x',
    engines: { node: '>=20' },
    dependencies: { jest: '^30.0.0' },
  })
})

test('the lock file of this repository gives a student no address of a registry, and a hash of everything', () => {
  const own = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as LockFile
  const packageJson = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as PackedPackage['packageJson']
  const { '': root, ...installed } = (JSON.parse(studentLockText({ ...packed, packageJson }, own)) as LockFile).packages
  expect(root.dependencies).toEqual({ 'grade-descent': 'file:vendor/grade-descent-0.1.0.tgz' })
  for (const name of Object.keys(packageJson.dependencies as object))
    expect(installed).toHaveProperty([`node_modules/${name}`])
  for (const [path, { integrity, resolved }] of Object.entries(installed)) {
    expect([path, typeof integrity]).toEqual([path, 'string'])
    if (path !== 'node_modules/grade-descent') expect([path, resolved]).toEqual([path, undefined])
  }
})
