import { statSync } from 'node:fs';
import { FieldError } from '../../lib/core/field-error';
import { orRefused } from '../../lib/disk/or-refused';

describe('what the file system is asked', () => {
  test('is answered', () => {
    expect(orRefused('.', () => statSync('.')).isDirectory()).toBe(true);
  });

  test('fails when it refuses, with the path, its code, and the advice', () => {
    const ask = () => statSync('none/at/all');
    expect(() => orRefused('credentials', ask)).toThrow(new FieldError('credentials', "can't be read (ENOENT)"));
    expect(() => orRefused('credentials', ask, 'make it with kubeseal')).toThrow(
      new FieldError('credentials', "can't be read (ENOENT); make it with kubeseal"),
    );
  });

  test('fails when it gives no reason, without the message, which might quote the file', () => {
    const ask = () => {
      throw new Error('canary');
    };
    expect(() => orRefused('file', ask)).toThrow(new FieldError('file', "can't be read (unknown)"));
  });
});
