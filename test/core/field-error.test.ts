import { FieldError } from '../../lib/core/field-error';

describe('an error of keywire', () => {
  const error = new FieldError('orders/aws: backend.store', 'must be an AwsSecretStore');

  test('reads path, colon, problem', () => {
    expect(error.message).toBe('orders/aws: backend.store: must be an AwsSecretStore');
    expect([error.path, error.problem]).toEqual(['orders/aws: backend.store', 'must be an AwsSecretStore']);
  });

  test('goes by its own name and carries no cause', () => {
    expect(String(error)).toBe('FieldError: orders/aws: backend.store: must be an AwsSecretStore');
    expect(error.cause).toBeUndefined();
  });
});
