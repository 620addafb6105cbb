/** Packages that are ES modules only; Jest's CommonJS world needs them transformed. */
const modulesOnly = [
  '@noble/hashes',
  'env-paths',
  'is-safe-filename',
  'string-width',
  'get-east-asian-width',
  'strip-ansi',
  'ansi-regex',
  'marked',
  'fast-png',
  'iobuffer',
  'fflate',
  'yargs',
  'yargs-parser',
  '@observablehq/plot',
  'd3[^/]*',
  'internmap',
  'delaunator',
  'robust-predicates',
  'interval-tree-1d',
  'isoformat',
  'temml',
  'css-select',
  'css-what',
  'cssomnom',
  'domutils',
  'domhandler',
  'dom-serializer',
  'domelementtype',
  'entities',
  'boolbase',
  'nth-check',
]

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testTimeout: 60_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/long/', '<rootDir>/tests/fixtures/'],
  transform: {
    '\\.(hbs|css|yml)$': '<rootDir>/tests/support/text-transform.cjs',
    '^.+\\.[cm]?[tj]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${modulesOnly.join('|')})/)`, '<rootDir>/dist/'],
  moduleNameMapper: {
    '^mathjs$': '<rootDir>/tests/support/mathjs.cjs',
    // Its default entry ends in .mjs, which Jest never takes for CommonJS.
    '^d3$': '<rootDir>/node_modules/d3/dist/d3.js',
    // As TypeScript's own ES modules name each other, and as the bundler takes it.
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
    '^grade-descent/student$': '<rootDir>/reference-engine/student.ts',
    '^grade-descent/engine/(.*)$': '<rootDir>/reference-engine/$1.ts',
    '^grade-descent/checks/(.*)$': '<rootDir>/grader/checks/$1.ts',
    '^grade-descent/exercise$': '<rootDir>/grader/exercise.ts',
    '^grade-descent/jest$': '<rootDir>/grader/jest/matchers.ts',
  },
}
