import { credentialClass } from '../credential-class';
import { matches, noByteOrderMark, notBase64Of, notEmpty, singleLine } from '../rules';

const line = [notEmpty, noByteOrderMark, singleLine];

/**
 * An AWS access key.
 *
 * Its conventions are the spellings found in the wild, by who writes them:
 * - `environment`: `AWS_ACCESS_KEY_ID`, …: TriggerMesh's targets, and the only one that AWS' SDKs read through `envFrom`
 * - `console`: `aws_access_key_id`, …: the wizard of TriggerMesh's console, and most of its samples
 * - `consoleText`: the same with `aws_secrets_access_key`, as the console's documents misspelt it: to read what was made by them
 * - `til`: `access_key_id`, …: TriggerMesh's integration language
 * - `tmctl`: `accessKeyID`, …: TriggerMesh's command line
 * - `integration`: `aws.accessKey`, `aws.secretKey`: Knative's IntegrationSource and IntegrationSink; no session token
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html
 */
export const aws = credentialClass({
  name: 'aws',
  type: 'Opaque',
  required: {
    accessKeyId: {
      env: 'AWS_ACCESS_KEY_ID',
      rules: [
        ...line,
        notBase64Of(/^(AKIA|ASIA)[A-Z0-9]{12,}$/),
        matches(
          /^\w{16,128}$/,
          'must be an access key id: 16 to 128 letters and digits, such as those that begin with AKIA',
        ),
      ],
    },
    secretAccessKey: {
      env: 'AWS_SECRET_ACCESS_KEY',
      rules: [
        ...line,
        notBase64Of(/^[A-Za-z0-9/+]{40}$/),
        matches(/^(?!(AKIA|ASIA)[A-Z0-9]{16}$)/, 'must be the secret access key; this is the form of an access key id'),
      ],
    },
  },
  optional: {
    sessionToken: { env: 'AWS_SESSION_TOKEN', rules: line },
  },
  conventions: {
    environment: {
      accessKeyId: 'AWS_ACCESS_KEY_ID',
      secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
      sessionToken: 'AWS_SESSION_TOKEN',
    },
    console: {
      accessKeyId: 'aws_access_key_id',
      secretAccessKey: 'aws_secret_access_key',
      sessionToken: 'aws_session_token',
    },
    consoleText: {
      accessKeyId: 'aws_access_key_id',
      secretAccessKey: 'aws_secrets_access_key',
      sessionToken: 'aws_session_token',
    },
    til: { accessKeyId: 'access_key_id', secretAccessKey: 'secret_access_key', sessionToken: 'session_token' },
    tmctl: { accessKeyId: 'accessKeyID', secretAccessKey: 'secretAccessKey', sessionToken: 'sessionToken' },
    integration: { accessKeyId: 'aws.accessKey', secretAccessKey: 'aws.secretKey' },
  },
});

/** The class of AWS access keys. */
export type AwsClass = typeof aws;
