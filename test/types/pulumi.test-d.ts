/** What Pulumi's front end takes beyond cdk8s': texts that are late, and values that are secret. */
import { secret, type Input, type Output } from '@pulumi/pulumi';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  EventSource,
  SecretValue,
  TriggerMeshService,
  awsSecretsManager,
  existing,
  existingStore,
  generic,
  iamRole,
  nativeSecret,
  sealed,
  type AwsCredentialSecretArgs,
  type EventSourceArgs,
} from 'keywire/pulumi';

declare const output: Output<string>;
declare const late: Promise<string>;
declare const prod: boolean;
declare const take: (value: unknown) => void;

const namespace = output;
const make = (args: AwsCredentialSecretArgs) => new AwsCredentialSecret('aws', args);

// Texts may be Outputs and promises,
const store = new AwsSecretStore('store', { namespace, region: 'eu-west-1', auth: { roleArn: output } });
const aws = make({ namespace, labels: { team: output }, accountId: late, backend: existing() });
const worker = new TriggerMeshService('worker', {
  namespace,
  image: output,
  args: ['--verbose', late],
  env: { ...aws.env(), LOG_LEVEL: 'debug', URL: output, ID: aws.accessKeyId },
  envFrom: [aws, { credential: aws, prefix: 'A_' }],
  files: { '/etc/aws': aws.files() },
  resources: { limits: { cpu: output } },
});
const role = iamRole({ roleArn: output, serviceAccount: 'adapter' });
const spec = { arn: output };
new EventSource('a', { namespace, kind: 'AWSSQSSource', spec, credentials: aws, sink: worker });
new EventSource('a', { kind: 'AWSSQSSource', spec, credentials: role, sink: { uri: output } });
const options = { receiveOptions: { visibilityTimeout: output } };
new EventSource(
  'a',
  { kind: 'AWSSQSSource', spec: { ...spec, ...options }, credentials: role, sink: worker },
  { parent: aws },
);
// @ts-expect-error but names may not,
make({ name: output, backend: existing() });
// @ts-expect-error nor regions,
new AwsSecretStore('store', { region: output, auth: { roleArn: output } });
// @ts-expect-error nor service accounts,
iamRole({ roleArn: output, serviceAccount: output });
// @ts-expect-error nor kinds,
new EventSource('a', { kind: output, spec, credentials: role, sink: worker });
// @ts-expect-error nor a whole record.
new TriggerMeshService('worker', { image: 'a', env: aws.accessKeyId.secret.namespace });

// A value that a backend would place is no text.
const value = new SecretValue('a');
// @ts-expect-error It stands in no variable,
new TriggerMeshService('worker', { image: 'a', env: { A: value } });
// @ts-expect-error in no label,
make({ backend: existing(), labels: { a: value } });
// @ts-expect-error in no argument,
new TriggerMeshService('worker', { image: 'a', args: [value] });
// @ts-expect-error and in no ARN.
new EventSource('a', { kind: 'AWSSQSSource', spec: { arn: value }, credentials: role, sink: worker });

// A native Secret takes a value for each field, however it comes,
make({ backend: nativeSecret({ accessKeyId: 'a', secretAccessKey: secret('b') }) });
make({ backend: nativeSecret({ accessKeyId: output, secretAccessKey: late, sessionToken: 'c' }) });
make({
  backend: prod ? awsSecretsManager({ store, secret: 'a' }) : nativeSecret({ accessKeyId: 'a', secretAccessKey: 'b' }),
});
make({ backend: { ...existing(), dependsOn: [worker] } });
// @ts-expect-error all of those that are required,
make({ backend: nativeSecret({ accessKeyId: 'a' }) });
// @ts-expect-error each a string,
make({ backend: nativeSecret({ accessKeyId: 'a', secretAccessKey: process.env.SECRET }) });
// @ts-expect-error or an Output of one,
make({ backend: nativeSecret({ accessKeyId: 'a', secretAccessKey: secret(7) }) });
// @ts-expect-error and not all in one Output.
make({ backend: nativeSecret(secret({ accessKeyId: 'a', secretAccessKey: 'b' })) });
// @ts-expect-error A value is not put there unwrapped.
make({ backend: { backend: 'native', values: { accessKeyId: output, secretAccessKey: output } } });
// @ts-expect-error There is no plaintext in a sealed one,
make({ backend: sealed({ file: 'aws.yaml', accessKeyId: output }) });
// @ts-expect-error and no credential without a backend.
make({});

// A remote secret may be late while its store is known, and the other way round.
const known = existingStore<string>({ kind: 'SecretStore', name: 'store' });
const untyped = existingStore({ kind: 'SecretStore', name: 'store' });
make({ backend: awsSecretsManager({ store: known, secret: output }) });
make({ backend: awsSecretsManager({ store: untyped, secret: output }) });
make({ backend: awsSecretsManager({ store: existingStore({ kind: 'SecretStore', name: 'store' }), secret: output }) });
make({
  backend: awsSecretsManager({ store: existingStore({ kind: 'SecretStore', name: 'a', namespace }), secret: 'a' }),
});
make({ backend: awsSecretsManager({ store, secret: output }) });
const mixed = { accessKeyId: 'known', secretAccessKey: { secret: output, property: 'key' } };
make({ backend: awsSecretsManager({ store, secrets: mixed }) });
make({
  backend: awsSecretsManager({ store: known, secrets: { accessKeyId: output, secretAccessKey: { secret: 'b' } } }),
});
const database = new CredentialSecret('database', {
  class: generic('username', 'password'),
  backend: awsSecretsManager({ store, secrets: { username: 'known', password: { secret: output } } }),
});
take(database.keys.password.key);
// @ts-expect-error A field is one of the class,
make({ backend: awsSecretsManager({ store, secrets: { acessKeyId: output, secretAccessKey: 'b' } }) });
// @ts-expect-error also in a generic one,
new CredentialSecret('a', { class: generic('a'), backend: nativeSecret({ b: 'c' }) });
// @ts-expect-error and a property is known.
make({ backend: awsSecretsManager({ store, secret: 'a', properties: { accessKeyId: output } }) });
// @ts-expect-error An unknown field has no handle.
take(database.keys.host);

// `kind` narrows the spec and the credentials.
// @ts-expect-error A spec has no field of another kind's,
new EventSource('a', { kind: 'AWSSQSSource', spec: { ...spec, branch: 'main' }, credentials: aws, sink: worker });
// @ts-expect-error none with a typo,
new EventSource('a', { kind: 'AWSSQSSource', spec: { ...spec, receiveOption: {} }, credentials: aws, sink: worker });
// @ts-expect-error none too few,
new EventSource('a', { kind: 'AWSCodeCommitSource', spec: { arn: output }, credentials: aws, sink: worker });
// @ts-expect-error and none that keywire writes.
new EventSource('a', { kind: 'AWSSQSSource', spec: { arn: output, auth: {} }, credentials: aws, sink: worker });
// @ts-expect-error An AWSSNSSource knows no role.
new EventSource('a', { kind: 'AWSSNSSource', spec, credentials: role, sink: worker });
const texts = { accessKeyId: output, secretAccessKey: output };
// @ts-expect-error Two texts are no handle.
new EventSource('a', { kind: 'AWSSQSSource', spec, credentials: texts, sink: worker });
// @ts-expect-error A credential is no sink.
new EventSource('a', { kind: 'AWSSQSSource', spec, credentials: aws, sink: aws });
// @ts-expect-error There is no field too many in args,
new TriggerMeshService('worker', { image: 'a', imagePullSecret: 'a' });
// @ts-expect-error and no option that Pulumi has not.
new TriggerMeshService('worker', { image: 'a' }, { dependOn: [] });

// What a wrapper hands on may be undefined, also under exactOptionalPropertyTypes.
export const source: EventSourceArgs<'AWSSQSSource'> = {
  kind: 'AWSSQSSource',
  name: undefined,
  namespace: undefined,
  labels: undefined,
  spec: { arn: output, endpoint: undefined },
  credentials: aws,
  sink: worker,
};
export const text: Input<string> | undefined = worker.namespace;
