import { credential } from '../../../lib/core/credential';
import { generic } from '../../../lib/core/credential-class';
import { existing } from '../../../lib/core/backends/existing';
import { plainEngine } from '../engines';
import { awsCredential } from '../fixtures';

describe('a credential whose Secret somebody else makes', () => {
  test('renders nothing and is wired under its own name', () => {
    const { bundle, secretNames, keys } = awsCredential({ name: 'awscreds', backend: existing(), keys: 'console' });
    expect(bundle).toEqual({});
    expect(secretNames).toEqual(['awscreds']);
    expect(Object.keys(keys)).toEqual(['accessKeyId', 'secretAccessKey']);
    expect([keys.secretAccessKey.secret.name, keys.secretAccessKey.key]).toEqual(['awscreds', 'aws_secret_access_key']);
  });

  test('has the optional fields that are told, each once', () => {
    const { keys } = awsCredential({ backend: existing({ optionalFields: ['sessionToken', 'sessionToken'] }) });
    expect(Object.keys(keys)).toEqual(['accessKeyId', 'secretAccessKey', 'sessionToken']);
    expect(keys.sessionToken?.key).toBe('AWS_SESSION_TOKEN');
  });

  test('fails when an optional field is none of the class', () => {
    expect(() => awsCredential({ backend: existing({ optionalFields: ['accessKeyId'] }) })).toThrow(
      'backend.optionalFields[0]: must be an optional field of class aws: sessionToken',
    );
  });

  test('fails when the class has no optional fields at all', () => {
    const backend = existing({ optionalFields: ['b'] }) as never;
    expect(() => credential(plainEngine, generic('a'), { name: 'a', backend })).toThrow(
      'backend.optionalFields[0]: must be an optional field of class generic: none',
    );
  });

  test('fails when the convention has no key for a field', () => {
    const backend = existing({ optionalFields: ['sessionToken'] });
    const message = 'keys: has no key for sessionToken of class aws; name one in keys';
    expect(() => awsCredential({ backend, keys: 'integration' })).toThrow(message);
  });
});
