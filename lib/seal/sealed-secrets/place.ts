import type { SealScope } from '../../core/backends/sealed-manifest';
import { FieldError } from '../../core/field-error';
import { requireName } from '../../core/names';

/** What a Secret is sealed for. */
export type Place = {
  readonly name: string;
  /** May be left out of what is sealed cluster-wide. */
  readonly namespace?: string | undefined;
  readonly scope: SealScope;
};

/** What a ciphertext is bound to: it opens only where the controller makes the same of the SealedSecret. */
export function labelOf({ name, namespace = '', scope }: Place): string {
  switch (scope) {
    case 'strict':
      return `${namespace}/${name}`;
    case 'namespace-wide':
      return namespace;
    case 'cluster-wide':
      return '';
  }
}

const scopes: readonly unknown[] = ['strict', 'namespace-wide', 'cluster-wide'] satisfies SealScope[];

/** Throws for names that Kubernetes has not, and without the namespace that a scope needs. */
export function requirePlace({ name, namespace, scope }: Place): void {
  requireName('name', name, 'subdomain');
  if (!scopes.includes(scope)) throw new FieldError('scope', 'must be strict, namespace-wide or cluster-wide');
  if (namespace !== undefined) requireName('namespace', namespace, 'label');
  else if (scope !== 'cluster-wide') {
    throw new FieldError('namespace', `must be set: a ${scope} ciphertext opens in one namespace only`);
  }
}
