import type { CreationRule } from '../../../seal/sops';

/** Where the recipients of a rule stand. */
export const placeOfRule = ({ config, index }: CreationRule): string => `${config}: creation_rules[${index}]`;
