import { credential } from '../../lib/core/credential';
import { credentialClass } from '../../lib/core/credential-class';
import { aws } from '../../lib/core/classes/aws';
import { awsSecretsManager } from '../../lib/core/backends/aws-secrets-manager';
import { existing } from '../../lib/core/backends/existing';
import { Late, lateEngine, plainEngine } from './engines';
import { awsCredential, store } from './fixtures';

describe('a credential', () => {
  test('gives handles that carry what their users have to know of the Secret', () => {
    const { keys } = awsCredential({ backend: existing(), revision: '2026-01', accountId: '123456789012' });
    expect(keys.accessKeyId.secret).toEqual({
      name: 'aws',
      namespace: 'orders',
      revision: '2026-01',
      accountId: '123456789012',
    });
  });

  test('may be of any class, with its own Secret type and convention', () => {
    const basic = credentialClass({
      name: 'basic',
      type: 'kubernetes.io/basic-auth',
      required: { user: { env: 'DB_USER' }, password: {} },
      optional: { host: {} },
      conventions: {
        kubernetes: { user: 'username', password: 'password' },
        helm: { user: 'db-user', password: 'db-password' },
      },
    });
    const backend = awsSecretsManager({ store, secret: 'prod/db' });
    const { keys, bundle } = credential(plainEngine, basic, { name: 'db', keys: 'helm', backend });
    expect([keys.user.key, keys.password.key, keys.host]).toEqual(['db-user', 'db-password', undefined]);
    expect(bundle['external-secret']).toMatchObject({
      spec: {
        target: { template: { type: 'kubernetes.io/basic-auth', engineVersion: 'v2', mergePolicy: 'Replace' } },
        data: [{ secretKey: 'db-user', remoteRef: { property: 'db-user' } }, { secretKey: 'db-password' }],
      },
    });
  });

  test('may be in a namespace that is known later', () => {
    const namespace = new Late(() => 'orders');
    const backend = awsSecretsManager({ store, secret: 'prod/aws' });
    const { keys, bundle } = credential(lateEngine, aws, { name: 'aws', namespace, backend });
    expect(keys.accessKeyId.secret.namespace).toBe(namespace);
    expect(bundle['external-secret']?.metadata.namespace).toBe(namespace);
  });

  test.each(['a', '1', '2026-01-31', 'a.b_c-D', 'a'.repeat(63)])('may have the revision %s', revision => {
    expect(() => awsCredential({ backend: existing(), revision })).not.toThrow();
  });

  test.each(['', 'a b', 'a,b', 'a=b', 'a'.repeat(64), 1])('fails when its revision is %p', revision => {
    expect(() => awsCredential({ backend: existing(), revision: revision as string })).toThrow(
      'revision: must be up to 63 letters, digits, ".", "_" and "-", such as a date or a number',
    );
  });

  test.each(['', '12345678901', '1234567890123', 'orders'])('fails when its account is %p', accountId => {
    expect(() => awsCredential({ backend: existing(), accountId })).toThrow(
      'accountId: must be the 12 digits of an AWS account',
    );
  });

  test('may be of an account that is known later', () => {
    const accountId = new Late(() => '123456789012');
    const { keys } = credential(lateEngine, aws, { name: 'aws', accountId, backend: existing() });
    expect(keys.accessKeyId.secret.accountId).toBe(accountId);
  });

  test('fails when its namespace is none', () => {
    expect(() => awsCredential({ backend: existing(), namespace: 'Orders' })).toThrow(
      'namespace: must be a DNS-1123 label',
    );
  });

  test.each([undefined, null, 'sealed', {}, { backend: 'vault' }, { backend: 'constructor' }])(
    'fails when its backend is %j',
    backend => {
      expect(() => awsCredential({ backend: backend as never })).toThrow(
        'backend: must be what awsSecretsManager(…), sealed(…) or another of the backends returns',
      );
    },
  );
});
