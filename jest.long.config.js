import config from './jest.config.js'

/** The slow tests: `npm run test:long`. */
export default {
  ...config,
  testMatch: ['<rootDir>/tests/long/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
}
