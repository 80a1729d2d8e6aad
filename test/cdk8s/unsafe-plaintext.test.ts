import { inspect } from 'node:util';
import { unsafePlaintext } from 'keywire/cdk8s';

describe('plaintext', () => {
  const backend = unsafePlaintext({ user: 'canary-user', password: 'canary-password' });

  test('is wrapped at once, field by field', () => {
    expect(backend.backend).toBe('native');
    expect(Object.keys(backend.values)).toEqual(['user', 'password']);
    expect(inspect(backend, { depth: null, showHidden: true })).not.toContain('canary');
    expect(() => JSON.stringify(backend)).toThrow('secret value: is not to be shown');
  });

  test.each([undefined, null, 1, { value: 'canary' }, ['canary']])('fails when a value is no string: %j', value => {
    const wrap = () => unsafePlaintext({ user: 'canary', password: value as never });
    expect(wrap).toThrow('unsafePlaintext().password: must be a string');
    expect(wrap).not.toThrow('canary');
  });
});
