/** Backends carry values or point to them, and a class knows its fields. */
import type { Input, Output } from '@pulumi/pulumi';
import type { Construct } from 'constructs';
import {
  AwsCredentialSecret,
  CredentialSecret,
  awsSecretsManager,
  credentialClass,
  existing,
  existingStore,
  generic,
  sealed,
  unsafePlaintext,
  type AwsClass,
  type CredentialSpec,
} from 'keywire/cdk8s';

declare const scope: Construct;
declare const prod: boolean;
declare const output: Output<string>;
declare const take: (value: unknown) => void;

const store = existingStore<string>({ kind: 'SecretStore', name: 'store' });
const stored = awsSecretsManager({ store, secret: 'prod/aws' });
const carrying = unsafePlaintext({ accessKeyId: 'a', secretAccessKey: 'b' });
const make = (props: CredentialSpec<string, AwsClass>) => new AwsCredentialSecret(scope, 'aws', props);

// A stored backend without values, a carrying one with them, and either of the two.
make({ backend: stored });
make({ backend: carrying });
make({
  backend: prod
    ? awsSecretsManager({ store, secret: 'a' })
    : unsafePlaintext({ accessKeyId: 'a', secretAccessKey: 'b' }),
});
make({ backend: unsafePlaintext({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' }) });
make({ backend: sealed({ file: 'aws.yaml' }) });
make({ backend: existing({ optionalFields: ['sessionToken'] }), keys: 'consoleText' });
make({
  backend: awsSecretsManager({
    store,
    secret: 'a',
    properties: { accessKeyId: 'id' },
    optionalFields: ['sessionToken'],
  }),
});
make({
  backend: awsSecretsManager({ store, secrets: { accessKeyId: 'a', secretAccessKey: { secret: 'b', property: 'c' } } }),
});

// @ts-expect-error A stored backend takes no values,
make({ backend: awsSecretsManager({ store, secret: 'a', values: { accessKeyId: 'a' } }) });
// @ts-expect-error under no name,
make({ backend: awsSecretsManager({ store, secret: 'a', accessKeyId: 'a', secretAccessKey: 'b' }) });
// @ts-expect-error also a sealed one,
make({ backend: sealed({ file: 'aws.yaml', accessKeyId: 'a' }) });
// @ts-expect-error or one that exists.
make({ backend: existing({ accessKeyId: 'a' }) });
// @ts-expect-error Values stand in no place beside the backend,
make({ backend: stored, accessKeyId: 'a', secretAccessKey: 'b' });
// @ts-expect-error nor inside of it.
make({ backend: { ...stored, values: carrying.values } });

// @ts-expect-error A carrying backend takes its values with it,
make({ backend: unsafePlaintext() });
// @ts-expect-error all of those that are required,
make({ backend: unsafePlaintext({ accessKeyId: 'a' }) });
// @ts-expect-error each as a string.
make({ backend: unsafePlaintext({ accessKeyId: 'a', secretAccessKey: process.env.SECRET }) });
// @ts-expect-error A plaintext is not put there unwrapped.
make({ backend: { backend: 'native', values: { accessKeyId: 'a', secretAccessKey: 'b' } } });
// @ts-expect-error There is no credential without a backend.
make({});

// @ts-expect-error A convention is one of the class,
make({ backend: stored, keys: 'enviroment' });
// @ts-expect-error a key is one of a field,
make({ backend: stored, keys: { acessKeyId: 'a' } });
// @ts-expect-error an optional field is one of the class,
make({ backend: existing({ optionalFields: ['sesionToken'] }) });
// @ts-expect-error also of a secret that is stored,
make({ backend: awsSecretsManager({ store, secret: 'a', optionalFields: ['sesionToken'] }) });
// @ts-expect-error and so is a property,
make({ backend: awsSecretsManager({ store, secret: 'a', properties: { acessKeyId: 'a' } }) });
// @ts-expect-error among others that are right,
make({ backend: awsSecretsManager({ store, secret: 'a', properties: { accessKeyId: 'a', sesionToken: 'b' } }) });
// @ts-expect-error or a secret for a field.
make({ backend: awsSecretsManager({ store, secrets: { acessKeyId: 'a', secretAccessKey: 'b' } }) });
// @ts-expect-error Versions are pinned or a stage is followed, not both,
make({ backend: awsSecretsManager({ store, secret: 'a', versions: ['v'], stage: 'AWSCURRENT' }) });
// @ts-expect-error at least one version is,
make({ backend: awsSecretsManager({ store, secret: 'a', versions: [] }) });
// @ts-expect-error and one secret holds all fields, or each has its own.
make({ backend: awsSecretsManager({ store, secret: 'a', secrets: { accessKeyId: 'a', secretAccessKey: 'b' } }) });
const secrets = { accessKeyId: 'a', secretAccessKey: 'b' };
// @ts-expect-error Where each has its own, there is no property of one,
make({ backend: awsSecretsManager({ store, secrets, properties: { accessKeyId: 'a' } }) });
// @ts-expect-error no list of fields,
make({ backend: awsSecretsManager({ store, secrets, optionalFields: ['sessionToken'] }) });
// @ts-expect-error and no version of one.
make({ backend: awsSecretsManager({ store, secrets, versions: ['v'] }) });

// A late text is no text to cdk8s, and is one to Pulumi.
// @ts-expect-error An Output is not known at synth.
make({ backend: stored, namespace: output });
const late: CredentialSpec<Input<string>, AwsClass> = { backend: existing(), namespace: output };
take(late);

const database = credentialClass({
  name: 'database',
  type: 'Opaque',
  required: { user: {} },
  optional: { host: {} },
  conventions: { plain: { user: 'user', host: 'host' } },
});
const db = new CredentialSecret(scope, 'db', { class: database, backend: unsafePlaintext({ user: 'a' }) });
take(db.keys.user.key);
// @ts-expect-error An optional field may not be there,
take(db.keys.host.key);
// @ts-expect-error and an unknown one is none.
take(db.keys.password);
db.env({ user: 'PGUSER' });
// @ts-expect-error env() knows the fields, too.
db.env({ usr: 'PGUSER' });
// @ts-expect-error A field of another class is none of this one.
new CredentialSecret(scope, 'db', { class: generic('a'), backend: unsafePlaintext({ b: 'c' }) });
// @ts-expect-error A convention spells fields of its class.
credentialClass({ name: 'a', type: 'Opaque', required: { a: {} }, optional: {}, conventions: { own: { b: 'b' } } });
