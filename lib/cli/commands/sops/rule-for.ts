import { dirname, resolve } from 'node:path';
import { FieldError } from '../../../core/field-error';
import type { CreationRule } from '../../../seal/sops';
import { configAbove, ruleIn } from '../../../seal/sops/creation-rules';

/** The rule to hold a file against, or why there is none. */
export type RuleFor =
  | { readonly rule: CreationRule }
  | { readonly rule: undefined; readonly reason: 'no config' }
  | { readonly rule: undefined; readonly reason: 'no match' | 'unusable'; readonly problem: string };

/**
 * The rule for a file that is there already.
 *
 * sops takes the `.sops.yaml` nearest to the working directory, and encrypts nothing where there is none. Then somebody
 * was elsewhere when he encrypted the file: nearest to that is the best guess.
 */
export function ruleFor(file: string): RuleFor {
  try {
    const config = configAbove(process.cwd()) ?? configAbove(dirname(resolve(file)));
    if (config === undefined) return { rule: undefined, reason: 'no config' };
    const rule = ruleIn(config, file);
    if (rule) return { rule };
    return { rule: undefined, reason: 'no match', problem: `${config}: has no rule for it; add one to creation_rules` };
  } catch (error) {
    // A rule with keys of other services, for one: sops has to say who can open the file.
    if (error instanceof FieldError) return { rule: undefined, reason: 'unusable', problem: error.message };
    throw error;
  }
}
