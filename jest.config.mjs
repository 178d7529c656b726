/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/domain',
    '<rootDir>/store',
    '<rootDir>/engine',
    '<rootDir>/rules',
    '<rootDir>/workers',
    '<rootDir>/server',
    '<rootDir>/modeler-ui',
    '<rootDir>/system',
    '<rootDir>/bench',
    '<rootDir>/bpmn',
  ],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          experimental: { keepImportAttributes: true },
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Processes of their own, which end even when a client of the SDK lingers in a long poll.
  maxWorkers: 2,
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/system/testing/plain-summary-reporter.mjs'],
};
