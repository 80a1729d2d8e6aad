import { FieldError } from '../../core/field-error';

/** Thrown where it is not known yet where in the document the value stands. */
export class Unwritable extends Error {
  constructor(readonly problem: string) {
    super(problem);
  }

  /** The refusal, with the keys and indices that lead to the value. */
  at(steps: readonly (string | number)[]): FieldError {
    const path = steps.slice(0, shown).map(step).join('').replace(/^\./, '');
    return new FieldError(`${path || 'document'}${steps.length > shown ? '…' : ''}`, this.problem);
  }
}

// What is too deep to write is also too deep to show.
const shown = 40;

const step = (step: string | number): string => {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z_][\w-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
};
