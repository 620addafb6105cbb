import project from '../jest.config.js'

/** The visible tests, for whoever solves the exercises in this repository: `npx jest --config exercises/jest.config.js exercise-1`. */
export default {
  ...project,
  rootDir: '..',
  testMatch: ['<rootDir>/exercises/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
}
