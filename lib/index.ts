export * from './core';
export { sealed, type SealedFileOptions, type SealedOptions } from './seal/sealed';
export { sops, type SopsOptions } from './seal/sops-backend';
