/** Packages that are ES modules alone, which jest reads only after they were compiled. */
const esModules = '(age-encryption|cctv-age|@noble/[a-z-]+|@scure/[a-z-]+)';

/** The quick suite: needs only Node and the lock file. What needs other programs is in jest.e2e.config.js. */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    [`/node_modules/${esModules}/.*\\.js$`]: ['@swc/jest', { jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!${esModules}/)`],
  moduleNameMapper: { '^keywire$': '<rootDir>/lib/index.ts', '^keywire/(.*)$': '<rootDir>/lib/$1/index.ts' },
  // Jest leaves a core to itself, which on two halves the speed.
  maxWorkers: '100%',
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
};
