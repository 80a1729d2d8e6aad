export * from './core';
export { sealed, type SealedOptions } from './seal/sealed';
