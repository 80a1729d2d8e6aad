import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import {
  App,
  AwsCredentialSecret,
  CredentialSecret,
  EventSource,
  TriggerMeshService,
  credentialClass,
  generic,
  matches,
  unsafePlaintext,
  user,
  type Env,
} from 'keywire/cdk8s';
import { leaksIn, newCanary } from './canary';
import { errorText, shownOf, thrownBy } from './shown';

type Canaries = Readonly<Record<string, string>>;
/** What credentials of all classes have in common. */
type Carried = Pick<CredentialSecret<never>, 'keys' | 'apiObjects' | 'files' | 'grantRead'> & {
  env(names: Readonly<Record<string, string>>): Env<string>;
};

const awkward = () => newCanary('/+&"\\');
const database = credentialClass({
  name: 'database',
  type: 'kubernetes.io/basic-auth',
  required: { user: { env: 'PGUSER' }, password: { rules: [matches(/./, 'must be there')] } },
  optional: { host: {}, certificate: {} },
  conventions: { kubernetes: { user: 'username', password: 'password', host: 'host', certificate: 'ca.crt' } },
});

/** A credential of each class that takes values, with a canary in every field. */
const classes: readonly [string, Canaries, (chart: Chart, canaries: Canaries) => Carried][] = [
  [
    'aws',
    { accessKeyId: newCanary(), secretAccessKey: awkward(), sessionToken: awkward() },
    (chart, canaries) => new AwsCredentialSecret(chart, 'aws', { backend: unsafePlaintext(canaries) as never }),
  ],
  [
    'generic',
    { a: awkward(), 'b.c': awkward() },
    (chart, canaries) => {
      const backend = unsafePlaintext(canaries) as never;
      return new CredentialSecret(chart, 'generic', { class: generic('a', 'b.c'), backend });
    },
  ],
  [
    'a class of its own',
    { user: awkward(), password: awkward(), host: awkward(), certificate: awkward() },
    (chart, canaries) => {
      const backend = unsafePlaintext(canaries) as never;
      return new CredentialSecret(chart, 'database', { class: database, backend });
    },
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'keywire-leaks-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(classes)('the values of a credential of class %s', (name, canaries, make) => {
  const outdir = join(folder, name);
  const app = new App({ outdir });
  const chart = new Chart(app, 'orders', { namespace: 'orders' });
  const credential = make(chart, canaries);
  const env = credential.env(Object.fromEntries(Object.keys(canaries).map((field, index) => [field, `V${index}`])));
  const worker = new TriggerMeshService(chart, 'worker', { image: 'a', env, files: { '/etc/a': credential.files() } });
  credential.grantRead(user('alice'));

  test.each<[string, unknown]>([
    ['the backend', unsafePlaintext(canaries)],
    ['the props', { backend: unsafePlaintext(canaries), keys: {} }],
    ['the construct', credential],
    ['its handles', credential.keys],
    ['its env', env],
    ['its files', credential.files()],
    ['its objects', credential.apiObjects],
    ['its user', worker],
    ['the app', app],
  ])('are not shown by %s', (_, value) => {
    const shown = shownOf(value);
    expect(leaksIn(shown, canaries)).toEqual([]);
    expect(shown.length).toBeGreaterThan(100);
  });

  test('are written to the native Secret, once each and in base64, and nowhere else', () => {
    app.synth();
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
    const documents = files.flatMap(file => readFileSync(join(outdir, file), 'utf8').split(/^---$/m));
    const inSecrets = documents.filter(document => document.includes('kind: Secret\n'));
    const elsewhere = documents.filter(document => !document.includes('kind: Secret\n'));
    expect(leaksIn(elsewhere.join(), canaries)).toEqual([]);
    expect(leaksIn(files.join(), canaries)).toEqual([]);
    expect(elsewhere.length).toBeGreaterThan(2);
    expect(leaksIn(inSecrets.join(), canaries)).toEqual(
      Object.keys(canaries).map(field => `${field} in base64, 0 bytes off, 1 times`),
    );
  });
});

describe('the search in what is shown', () => {
  test('would find a value that is held in the open', () => {
    const canary = newCanary();
    const open = Object.assign(new Chart(new App(), 'orders'), { held: { deep: [canary] } });
    expect(leaksIn(shownOf(open), { canary })).not.toEqual([]);
    expect(leaksIn(shownOf({ canary }), { canary })).not.toEqual([]);
    expect(leaksIn(errorText(new Error('a', { cause: { canary } })), { canary })).not.toEqual([]);
  });
});

describe('an error', () => {
  const id = newCanary();
  const secret = awkward();
  const canaries = { id, secret };
  const fresh = () => new Chart(new App(), 'orders', { namespace: 'orders' });
  const plain = (values: object) => () =>
    new AwsCredentialSecret(fresh(), 'aws', { backend: unsafePlaintext(values as never) });
  const credential = (props: object) => () =>
    new AwsCredentialSecret(fresh(), 'aws', {
      backend: unsafePlaintext({ accessKeyId: id, secretAccessKey: secret }),
      ...props,
    });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const akia = `AKIA${newCanary().toUpperCase().slice(0, 16)}`;

  test.each<[string, () => unknown]>([
    ['an id ends in a line break', plain({ accessKeyId: `${id}\n`, secretAccessKey: secret })],
    ['an id begins with a byte order mark', plain({ accessKeyId: `\uFEFF${id}`, secretAccessKey: secret })],
    ['an id is the secret', plain({ accessKeyId: secret, secretAccessKey: id })],
    ['an id is base64 already', plain({ accessKeyId: base64(akia), secretAccessKey: secret })],
    ['a secret is an id', plain({ accessKeyId: id, secretAccessKey: akia })],
    ['a secret ends in a line break', plain({ accessKeyId: id, secretAccessKey: `${secret}\r\n` })],
    ['a secret is base64 already', plain({ accessKeyId: id, secretAccessKey: base64(id) })],
    ['a token has white space', plain({ accessKeyId: id, secretAccessKey: secret, sessionToken: ` ${secret}` })],
    ['a secret is missing', plain({ accessKeyId: id })],
    ['there is one value too many', plain({ accessKeyId: id, secretAccessKey: secret, password: secret })],
    ['a value is no string', plain({ accessKeyId: id, secretAccessKey: { secret } })],
    ['a value is a list', plain({ accessKeyId: id, secretAccessKey: [secret] })],
    ['a value is too large', plain({ accessKeyId: id, secretAccessKey: secret.repeat(30_000) })],
    [
      'a field has no key',
      credential({
        keys: 'integration',
        backend: unsafePlaintext({ accessKeyId: id, secretAccessKey: secret, sessionToken: secret }),
      }),
    ],
    ['a value is the name', credential({ name: id })],
    ['a value is the namespace', credential({ namespace: id })],
    ['a value is the revision', credential({ revision: secret })],
    ['a value is the account', credential({ accountId: id })],
    ['a value is a convention', credential({ keys: id })],
    ['a value is a key', credential({ keys: { accessKeyId: secret } })],
    ['a value is the backend', credential({ backend: secret })],
    ['a value is the name of a backend', credential({ backend: { backend: secret } })],
  ])('tells nothing where %s', (_, run) => {
    expect(thrownBy(run)).toMatchObject({ name: 'FieldError' });
    expect(leaksIn(errorText(thrownBy(run)), { ...canaries, akia })).toEqual([]);
  });

  const service = (props: object) => () => new TriggerMeshService(fresh(), 'worker', { image: 'a', ...props });
  const source = (props: object) => () =>
    new EventSource(fresh(), 'incoming', {
      kind: 'AWSSQSSource',
      spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' },
      credentials: undefined,
      sink: { uri: 'http://example.com' },
      ...props,
    } as never);
  const literal = { accessKeyId: id, secretAccessKey: secret };

  test.each<[string, () => unknown]>([
    ['the image', service({ image: `a ${secret}` })],
    ['env, as an object', service({ env: { SECRET: { value: secret } } })],
    ['env, as a list', service({ env: { SECRET: [secret] } })],
    ['files', service({ files: { '/etc/a': { credentials: secret } } })],
    ['the service account', service({ serviceAccountName: id })],
    ['the port', service({ port: { number: secret } })],
    ['the scale', service({ scale: { min: id } })],
    ['the credentials of a source', source({ credentials: literal })],
    ['the credentials of a source, as a text', source({ credentials: secret })],
    ['the kind of a source', source({ kind: secret })],
    ['the ARN of a source', source({ spec: { arn: secret } })],
    ['the auth of a source', source({ spec: { arn: 'a', auth: { credentials: literal } } })],
    [
      'the endpoint of a source',
      source({ spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:a', endpoint: { url: secret } } }),
    ],
    ['the sink of a source', source({ sink: secret, credentials: undefined })],
  ])('tells nothing where a value is %s', (_, run) => {
    expect(thrownBy(run)).toMatchObject({ name: 'FieldError' });
    expect(leaksIn(errorText(thrownBy(run)), canaries)).toEqual([]);
  });
});
