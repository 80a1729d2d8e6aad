import { FieldError } from './field-error';
import { KeyReference } from './key-reference';
import { requireSameNamespace } from './names';

/** An AWS access key, as its users see it. */
export type AccessKey<Text> = {
  readonly accessKeyId: KeyReference<Text>;
  readonly secretAccessKey: KeyReference<Text>;
  readonly sessionToken?: KeyReference<Text> | undefined;
};

/** Throws unless every part of the key is a field of a credential in that namespace: without it, two strings would do. */
export function requireAccessKey(
  path: string,
  key: AccessKey<unknown> | undefined,
  wanted: string,
  namespace: unknown,
): void {
  const { accessKeyId, secretAccessKey, sessionToken }: Partial<Record<keyof AccessKey<unknown>, unknown>> = key ?? {};
  for (const part of [accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])]) {
    if (!(part instanceof KeyReference)) throw new FieldError(path, `must be ${wanted}`);
    requireSameNamespace(path, `Secret ${part.secret.name}`, part.secret.namespace, namespace);
  }
}
