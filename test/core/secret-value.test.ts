import { inspect } from 'node:util';
import { FieldError } from '../../lib/core/field-error';
import { SecretValue } from '../../lib/core/secret-value';

const secret = new SecretValue('plaintext');
const message = 'secret value: is not to be shown; only a backend places it, in the Secret that it makes';

describe('a secret value', () => {
  test.each<[string, () => unknown]>([
    ['toString', () => secret.toString()],
    ['String()', () => String(secret)],
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions
    ['a template literal', () => `${secret}`],
    // eslint-disable-next-line @typescript-eslint/restrict-plus-operands
    ['concatenation', () => 'a' + (secret as never)],
    ['a number', () => Number(secret)],
    ['toJSON', () => secret.toJSON()],
    ['JSON.stringify, deep inside', () => JSON.stringify({ a: [secret] })],
    ['a resolver of tokens', () => secret.resolve()],
  ])('fails when it is shown by %s', (_, show) => {
    expect(show).toThrow(new FieldError('secret value', message.slice('secret value: '.length)));
    expect(show).toThrow(FieldError);
  });

  test('is masked by util.inspect, also with what it hides', () => {
    expect(inspect(secret)).toBe('SecretValue(hidden)');
    expect(inspect({ a: [secret] }, { showHidden: true, depth: null, getters: true })).toBe(
      '{ a: [ SecretValue(hidden), [length]: 1 ] }',
    );
  });

  test('has no own properties to walk over', () => {
    expect(Reflect.ownKeys(secret)).toEqual([]);
    expect(Object.assign({}, secret)).toEqual({});
  });

  test('gives nothing to structuredClone', () => {
    const clone: unknown = structuredClone(secret);
    expect(clone).toEqual({});
    expect(clone).not.toBeInstanceOf(SecretValue);
  });

  test('is unwrapped by engines alone, as it is or in base64', () => {
    expect(SecretValue.unsafeUnwrap(secret)).toEqual({ held: 'plaintext', encoding: 'plain' });
    expect(SecretValue.unsafeUnwrap(secret.base64)).toEqual({ held: 'plaintext', encoding: 'base64' });
    expect(inspect(secret.base64)).toBe('SecretValue(hidden)');
  });
});
