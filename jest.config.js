/** The quick suite: needs only Node and the lock file. What needs other programs is in jest.e2e.config.js. */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: { '^keywire$': '<rootDir>/lib/index.ts', '^keywire/(.*)$': '<rootDir>/lib/$1/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
};
