import { FieldError } from '../../core/field-error';
import { requireName } from '../../core/names';

/** The labels of a user's access keys, oldest first. */
export type KeyLabels = readonly [string] | readonly [string, string];

/** Throws for anything but one or two labels that may be part of the name of a Secret. */
export function requireKeyLabels(path: string, labels: unknown): void {
  if (labels === undefined) return;
  if (!Array.isArray(labels) || labels.length === 0)
    throw new FieldError(path, "must be one label or two, as in ['2026-01', '2026-04'], or be left out");
  if (labels.length > 2)
    throw new FieldError(path, `must be one label or two, not ${labels.length}: IAM allows a user two access keys`);
  labels.forEach((label: unknown, index) => {
    requireName(`${path}[${index}]`, label, 'label');
  });
  if (labels.length === 2 && labels[0] === labels[1])
    throw new FieldError(`${path}[1]`, 'stands twice; each key has a label of its own');
}
