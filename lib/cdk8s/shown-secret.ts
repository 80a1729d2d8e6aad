import { Lazy } from 'cdk8s';
import { mayHoldSecrets, type Manifest } from '../core/manifest';
import { SecretValue } from '../core/secret-value';

/** The path of a secret in a manifest that stands where it would be shown: anywhere but in the `data` of a Secret. */
export function shownSecret(manifest: Manifest<string, SecretValue>): string | undefined {
  return firstIn(manifest, mayHoldSecrets(manifest) ? manifest.data : undefined)?.slice(1);
}

/** The path grows on the way up: where there is no secret, none is built. */
function firstIn(value: unknown, secrets: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Lazy) return undefined;
  if (value instanceof SecretValue) return '';
  for (const key of Object.keys(value)) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof item !== 'object' || (value === secrets && item instanceof SecretValue)) continue;
    const found = firstIn(item, secrets);
    if (found !== undefined) return `${Array.isArray(value) ? `[${key}]` : `.${key}`}${found}`;
  }
  return undefined;
}
