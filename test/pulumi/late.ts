import { output } from '@pulumi/pulumi';
import { isPlainObject } from '../../lib/core/deferred';
import { SecretValue } from '../../lib/core/secret-value';

/** The places of a spec whose text may be an Output; `*` is any key or index, `**` anything below. */
const latePlaces = [
  'namespace',
  'labels.*',
  'annotations.*',
  'accountId',
  'backend.options.secret',
  'backend.options.secrets.*',
  'backend.options.secrets.*.secret',
  'backend.options.store.namespace',
  'backend.values.*',
  'backend.versions.*.backend.values.*',
  'source.secret',
  'source.secrets.*',
  'source.secrets.*.secret',
  'source.failover.secret',
  'source.failover.secrets.*',
  'identity.roleArn',
  'auth.roleArn',
  'auth.controller.assumeRoleArn',
  'image',
  'command.*',
  'args.*',
  'env.*',
  'resources.*.*',
  'spec.**',
  'credentials.roleArn',
  'sink.uri',
  'sink.name',
  'sink.namespace',
].map(
  place =>
    new RegExp(
      `^${place
        .replaceAll('.', '\\.')
        .replaceAll('**', '.+')
        .replaceAll(/(?<![.+])\*/g, '[^.]+')}$`,
    ),
);

/** Names are made of these, or they are names. */
const neverLate = /^spec\.adapterOverrides\.env\.\d+\.name$/;

const isLatePlace = (path: string): boolean => !neverLate.test(path) && latePlaces.some(place => place.test(path));

const late = (text: unknown) => output(Promise.resolve(text));

/** The spec with every text that may come late given as an Output that is not known yet. */
export function withLateTexts<Value>(value: Value, path = ''): Value {
  return lateAt(value, path) as Value;
}

function lateAt(value: unknown, path: string): unknown {
  if (typeof value === 'string') return isLatePlace(path) ? late(value) : value;
  if (value instanceof SecretValue)
    return isLatePlace(path) ? new SecretValue(late(SecretValue.unsafeUnwrap(value).held)) : value;
  const pathOf = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((item, index) => lateAt(item, pathOf(index)));
  if (!isPlainObject(value)) return value;
  const isPinned = path === 'backend.options' && value.versions !== undefined;
  const entries = Reflect.ownKeys(value).map(key => {
    const item = (value as Readonly<Record<string | symbol, unknown>>)[key];
    const stays = typeof key === 'symbol' || (isPinned && key === 'secret');
    return [key, stays ? item : lateAt(item, pathOf(key))] as const;
  });
  return Object.fromEntries(entries);
}
