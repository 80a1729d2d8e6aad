import type { ArnForm } from './arn-forms';
import type { Subject } from './subject';

/** Some actions on the resources that they take. */
export type Permission = {
  readonly actions: readonly string[];
  readonly on: (subject: Subject) => readonly string[];
  /** @default - always */
  readonly when?: (subject: Subject) => boolean;
};

/** What a kind of source or target needs of IAM. */
export type Permissions = {
  /** What its `spec.arn` has to be; a kind without has a region. */
  readonly arn?: ArnForm;
  /** What its adapter, the pod, does. */
  readonly adapter: readonly Permission[];
  /** What TriggerMesh's controller does for it: with the source's key if it has one, else with an identity of its own. */
  readonly controller?: readonly Permission[];
};
