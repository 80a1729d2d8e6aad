export { sealed, type SealedOptions } from './sealed';
