import { runInNewContext } from 'node:vm';
import { isDeferred, isPlainObject } from '../../lib/core/deferred';
import { SecretValue } from '../../lib/core/secret-value';
import { Late } from './engines';

describe('a value', () => {
  test.each<[string, unknown, string]>([
    ['an object literal', { a: 1 }, 'plain'],
    ['an object without prototype', Object.create(null), 'plain'],
    ['an object of another realm', runInNewContext('({ a: 1 })'), 'plain'],
    ['a promise', Promise.resolve(), 'deferred'],
    ['a thenable', { then: () => undefined }, 'deferred'],
    ['an instance of a class', new Late(() => ''), 'deferred'],
    ['a secret', new SecretValue(''), 'neither'],
    ['a text', 'a', 'neither'],
    ['nothing', null, 'neither'],
    ['a list', [], 'neither'],
  ])('is plain, known later, or neither: %s', (_, value, kind) => {
    expect(isPlainObject(value) ? 'plain' : isDeferred(value) ? 'deferred' : 'neither').toBe(kind);
    expect(isPlainObject(value) && isDeferred(value)).toBe(false);
  });
});
