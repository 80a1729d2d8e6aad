import { awsKeys, reference } from './fixtures';

describe('a reference to a key', () => {
  test('knows its key and the Secret that has it', () => {
    const { accessKeyId } = awsKeys({ keys: 'til' });
    expect([accessKeyId.key, accessKeyId.secret.name, accessKeyId.secret.namespace]).toEqual([
      'access_key_id',
      'aws',
      'orders',
    ]);
  });

  test('shows its key alone where it is written by mistake', () => {
    expect(JSON.stringify(reference({ name: 'aws' }, 'a'))).toBe('{"key":"a"}');
  });
});
