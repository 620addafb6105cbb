// What a student's repository needs to run the visible tests: { "preset": "grade-descent" } in the Jest configuration.

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // As TypeScript's ES modules name each other, and as the grader takes it: './rows.js' for rows.ts.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'] },
  transform: {
    '^.+\\.[cm]?[tj]s$': [
      require.resolve('@swc/jest'),
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
}
