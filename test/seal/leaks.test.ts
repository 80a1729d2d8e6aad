import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { App, AwsCredentialSecret, sealed } from 'keywire/cdk8s';
import { leaksIn, newCanary } from '../canary';
import { ciphertext } from '../core/ciphertext';
import { errorText, thrownBy } from '../shown';

const folder = mkdtempSync(join(tmpdir(), 'keywire-sealed-leaks-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const [id, secret] = [newCanary(), newCanary('/+&')];
const canaries = { id, secret };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const certificate = `\n-----BEGIN CERTIFICATE-----\n${secret.repeat(200)}`;

function fromFile(text: string): () => unknown {
  return () => {
    const file = join(folder, 'aws.yaml');
    writeFileSync(file, text);
    return declared(sealed({ file }));
  };
}
function declared(backend: ReturnType<typeof sealed>): string {
  const app = new App();
  new AwsCredentialSecret(new Chart(app, 'orders', { namespace: 'orders' }), 'aws', { backend });
  return app.synthYaml();
}
const sealedSecret = (encryptedData: object, template: object = {}) =>
  JSON.stringify({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name: 'aws', namespace: 'orders' },
    spec: { encryptedData, template },
  });
const yaml = (line: string) =>
  `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n${line}\n`;
const good = { AWS_ACCESS_KEY_ID: ciphertext(), AWS_SECRET_ACCESS_KEY: ciphertext() };

describe('a file with plaintext where ciphertext belongs', () => {
  test.each<[string, () => unknown]>([
    ['as it is', fromFile(sealedSecret({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret }))],
    ['in base64', fromFile(sealedSecret({ AWS_ACCESS_KEY_ID: base64(id), AWS_SECRET_ACCESS_KEY: base64(secret) }))],
    ['in base64 and long', fromFile(sealedSecret({ ...good, AWS_SECRET_ACCESS_KEY: base64(certificate) }))],
    ['as a list', fromFile(sealedSecret({ ...good, AWS_SECRET_ACCESS_KEY: [secret] }))],
    ['as an object', fromFile(sealedSecret({ ...good, AWS_SECRET_ACCESS_KEY: { secret } }))],
    ['in place of all ciphertexts', fromFile(sealedSecret([secret]))],
    [
      'in a Secret that nobody sealed',
      fromFile(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', stringData: canaries })),
    ],
    ['in place of the type', fromFile(sealedSecret(good, { type: secret }))],
    [
      'as it was applied',
      fromFile(
        sealedSecret(good, {
          metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': secret } },
        }),
      ),
    ],
    ['in YAML that ends early', fromFile(yaml(`    AWS_SECRET_ACCESS_KEY: "${secret}`))],
    ['in YAML with a colon too many', fromFile(yaml(`    AWS_SECRET_ACCESS_KEY: a: ${secret}`))],
    ['in YAML with a tab', fromFile(yaml(`\tAWS_SECRET_ACCESS_KEY: ${secret}`))],
    ['in YAML, read as an alias', fromFile(yaml(`    AWS_SECRET_ACCESS_KEY: *${id}`))],
    ['in YAML, read as a tag', fromFile(yaml(`    AWS_SECRET_ACCESS_KEY: !${id} a`))],
    ['in YAML, read as an anchor', fromFile(yaml(`    AWS_SECRET_ACCESS_KEY: &${id}`))],
    ['in YAML, a key that is an object', fromFile(yaml(`    AWS_SECRET_ACCESS_KEY: {{ ${id} }}`))],
    ['in YAML, a merge of no map', fromFile(yaml(`    <<: ${id}`))],
    ['in no YAML at all', fromFile(`${id}\n${secret}`)],
    ['in several documents', fromFile(`${id}\n---\n${secret}`)],
    ['given inline', () => declared(sealed({ encryptedData: { accessKeyId: id, secretAccessKey: secret } as never }))],
    ['given as the scope', () => declared(sealed({ encryptedData: {}, scope: secret as never }))],
  ])('fails when it is %s, and neither the error nor the log tells what', (_, run) => {
    const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const printed = (['log', 'info', 'warn', 'error'] as const).map(way =>
      jest.spyOn(console, way).mockImplementation(),
    );
    const error = thrownBy(run);
    const logged = [warnings, ...printed].flatMap(({ mock }) => mock.calls as unknown[][]);
    jest.restoreAllMocks();
    expect(error).toMatchObject({ name: 'FieldError' });
    expect(leaksIn(errorText(error), canaries)).toEqual([]);
    expect(logged).toEqual([]);
  });

  test('would be found in what is written', () => {
    const labels = { a: id };
    expect(leaksIn(fromFile(sealedSecret(good, { metadata: { labels } }))() as string, canaries)).toEqual([
      'id as it is, 1 times',
    ]);
  });
});
