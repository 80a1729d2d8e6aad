export { asSecret } from './as-secret';
export { envVariables } from './env-variables';
export { subjectOf } from './subject-of';
