import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App as Cdk8sApp, Chart, YamlOutputType } from 'cdk8s';
import * as cdk8s from 'keywire/cdk8s';
import * as pulumi from 'keywire/pulumi';
import { sops } from '../../lib/seal';
import { encryptedSecret } from '../core/encrypted-secret';
import { readBack } from '../cdk8s/app';
import { run } from '../pulumi/program';

const folder = mkdtempSync(join(tmpdir(), 'keywire-sops-backend-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(content: object | string = encryptedSecret(), name = 'aws.enc.json'): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const forFlux = (file = written()) => cdk8s.sops({ file, decryptedBy: 'flux' });

describe('an encrypted Secret for Flux', () => {
  test.each([
    ['keywire', () => new cdk8s.App()],
    ['cdk8s', () => new Cdk8sApp({ yamlOutputType: YamlOutputType.FILE_PER_APP })],
  ])('is written by the App of %s as it is in the file, its keys in order', (_, appOf) => {
    const app = appOf();
    const aws = new cdk8s.AwsCredentialSecret(new Chart(app, 'orders', { namespace: 'orders' }), 'aws', {
      backend: forFlux(),
      labels: { team: 'orders' },
    });
    const [secret] = readBack(app) as { data: object }[];
    expect(secret).toEqual(encryptedSecret({}, { labels: { team: 'orders' } }));
    expect(Object.keys(secret?.data ?? {})).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
    expect(Object.keys(aws.apiObjects)).toEqual(['secret']);
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('is not rendered under Pulumi, which has no Flux in between', async () => {
    const { resources, messages } = await run(() => {
      const backend = pulumi.sops({ file: written(), decryptedBy: 'flux' });
      const aws = new pulumi.AwsCredentialSecret('aws', { namespace: 'orders', backend });
      new pulumi.TriggerMeshService('worker', { namespace: 'orders', image: 'a', env: aws.env() });
    });
    expect(messages).toEqual([]);
    const objects = resources.filter(({ isComponent }) => !isComponent).map(({ inputs }) => inputs.kind);
    expect(objects).toEqual(['Service']);
  });
});

describe('an encrypted Secret for KSOPS', () => {
  test('renders nothing, and no other construct may make a Secret of that name', () => {
    const app = new cdk8s.App();
    const chart = new Chart(app, 'orders', { namespace: 'orders' });
    const backend = sops({ file: written(), decryptedBy: 'ksops' });
    const aws = new cdk8s.AwsCredentialSecret(chart, 'aws', { backend });
    expect(aws.accessKeyId).toMatchObject({ key: 'AWS_ACCESS_KEY_ID' });
    expect(app.synthYaml()).toBe('');
    expect(() => new cdk8s.AwsCredentialSecret(chart, 'other', { name: 'aws', backend: forFlux() })).toThrow(
      /Secret.*orders.*aws/,
    );
  });
});

describe('a file', () => {
  test.each<[string, () => string, string]>([
    [
      'is not there',
      () => join(folder, 'none.yaml'),
      "none.yaml: can't be read (ENOENT); make it with keywire sops create",
    ],
    ['is too large', () => written(' '.repeat(5 * 1024 * 1024 + 1), 'large.yaml'), 'large.yaml: is larger than 5 MiB'],
    ['is no Secret', () => written(encryptedSecret({ kind: 'ConfigMap' })), 'aws.enc.json: must be a Secret (v1)'],
    ['is not encrypted', () => written(encryptedSecret({ sops: undefined })), 'aws.enc.json: '],
    [
      'shows what was applied',
      () => written(encryptedSecret({}, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } })),
      'which shows the plaintext',
    ],
  ])('fails when it %s', (_, file, message) => {
    expect(() => sops({ file: file(), decryptedBy: 'ksops' })).toThrow(message);
  });
});
