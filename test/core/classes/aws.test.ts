import { aws } from '../../../lib/core/classes/aws';
import { brokenRule } from '../../../lib/core/rules';
import { fieldOf, rulesOf } from '../../../lib/core/credential-class';

describe('the class of AWS access keys', () => {
  test('has two required fields and a session token', () => {
    expect([Object.keys(aws.required), Object.keys(aws.optional), aws.type]).toEqual([
      ['accessKeyId', 'secretAccessKey'],
      ['sessionToken'],
      'Opaque',
    ]);
  });

  test('knows the spellings in use, the misspelt one among them, and puts that of the SDKs first', () => {
    const spellings = Object.entries(aws.conventions).map(([name, keys]) => [name, ...Object.values(keys)]);
    expect(spellings).toEqual([
      ['environment', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
      ['console', 'aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'],
      ['consoleText', 'aws_access_key_id', 'aws_secrets_access_key', 'aws_session_token'],
      ['til', 'access_key_id', 'secret_access_key', 'session_token'],
      ['tmctl', 'accessKeyID', 'secretAccessKey', 'sessionToken'],
      ['integration', 'aws.accessKey', 'aws.secretKey'],
    ]);
  });

  test.each([
    ['accessKeyId', 'AWS_ACCESS_KEY_ID'],
    ['secretAccessKey', 'AWS_SECRET_ACCESS_KEY'],
    ['sessionToken', 'AWS_SESSION_TOKEN'],
  ])('gives %s to programs as %s', (field, variable) => {
    expect(fieldOf(aws, field)?.env).toBe(variable);
  });

  test.each([
    ['accessKeyId', 'AKIAIOSFODNN7EXAMPLE'],
    ['accessKeyId', 'minioadmin123456'],
    ['secretAccessKey', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['secretAccessKey', 'test'],
    ['sessionToken', 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ=='],
  ])('takes what AWS and its stand-ins give as %s', (field, value) => {
    expect(brokenRule(value, rulesOf(aws, field))).toBeUndefined();
  });
});
