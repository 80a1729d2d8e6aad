import { generic } from '../../../lib/core/credential-class';
import { sealingCertificate } from '../../../lib/seal/sealed-secrets/certificate';
import { SealedSecretsController } from '../../../lib/seal/sealed-secrets/controller';
import { seal } from '../../../lib/seal/sealed-secrets/seal';
import type { SealedFile } from '../../../lib/seal/sealed-secrets/sealed-file';
import { certificateOf, ecKeys, rsaKeys } from './certificates';
import { controllerWith, standIn, type StandIn } from './controller-stand-in';

const [oldKeys, newKeys, otherKeys] = [rsaKeys(), rsaKeys(), rsaKeys()];
const certificate = sealingCertificate('old', certificateOf(oldKeys));
const spec = { name: 'db', namespace: 'orders', class: generic('user', 'password') };
const file = seal({ ...spec, values: { user: 'orders', password: 'p' }, certificate });

let servers: StandIn[] = [];
afterEach(async () => {
  await Promise.all(servers.map(server => server.stop()));
  servers = [];
});

async function answering(handler: Parameters<typeof standIn>[0]): Promise<StandIn> {
  const server = await standIn(handler);
  servers.push(server);
  return server;
}
const answer = (status: number, body = '', headers: Record<string, string> = {}) =>
  answering((_request, _body, response) => response.writeHead(status, headers).end(body));
const real = (...keys: readonly ReturnType<typeof rsaKeys>[]) => answering(controllerWith(() => keys));
const at = ({ url }: StandIn, patience = {}) => SealedSecretsController.at(url, patience);

describe('a controller', () => {
  test('is asked for its certificate under its address, with or without a slash behind it', async () => {
    const server = await real(oldKeys);
    const { fingerprint } = await at(server).certificate();
    expect(fingerprint).toBe(certificate.fingerprint);
    const proxy = '/api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:8080/proxy';
    await SealedSecretsController.at(`${server.url}${proxy}/`).certificate();
    expect(server.asked.map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/v1/cert.pem'],
      ['GET', `${proxy}/v1/cert.pem`],
    ]);
  });

  test('is safe by https and on this machine alone', () => {
    const safe = (url: string) => SealedSecretsController.at(url).safe;
    expect(['https://a.example', 'http://localhost:1', 'http://127.0.0.1:8001/a', 'http://[::1]'].map(safe)).toEqual(
      Array(4).fill(true),
    );
    expect(
      ['http://a.example', 'http://10.0.0.1', 'http://localhost.example', 'http://127.0.0.1.example'].map(safe),
    ).toEqual(Array(4).fill(false));
  });

  test('says whether it can open a file', async () => {
    expect(await at(await real(newKeys, oldKeys)).verify(file)).toBe(true);
    expect(await at(await real(newKeys)).verify(file)).toBe(false);
  });

  test('encrypts anew what it can open, in the order in which the keys stood', async () => {
    const rotated = await at(await real(newKeys, oldKeys)).rotate('db.yaml', file);
    expect(Object.keys(rotated)).toEqual(Object.keys(file.encryptedData));
    expect(Object.values(rotated)).not.toEqual(Object.values(file.encryptedData));
    const onlyNew = at(await real(newKeys));
    expect(await onlyNew.verify({ ...file, encryptedData: rotated })).toBe(true);
  });

  test('sees of a file what opens it, and no template, label or annotation', async () => {
    const server = await real(oldKeys);
    const others = { ...file.others, template: { data: { 'a.conf': '{{ .user }}' } } };
    const annotated: SealedFile = { ...file, others, scope: 'namespace-wide', labels: { a: 'b' } };
    await at(server).verify(annotated);
    const metadata = {
      name: 'db',
      namespace: 'orders',
      annotations: { 'sealedsecrets.bitnami.com/namespace-wide': 'true' },
    };
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata,
      spec: { encryptedData: file.encryptedData, template: { metadata, type: 'Opaque' } },
    });
  });

  test('is asked again when it says that this is too often, and comes back when it says', async () => {
    let times = 0;
    const server = await answering((request, body, response) => {
      if (times++ < 2) return void response.writeHead(429, { 'retry-after': '0' }).end();
      controllerWith(() => [oldKeys])(request, body, response);
    });
    expect(await at(server).verify(file)).toBe(true);
    expect(server.asked).toHaveLength(3);
  });

  test('fails when it goes on saying that it is asked too often', async () => {
    const server = await answer(429, '', { 'retry-after': '0' });
    await expect(at(server, { retries: 2 }).verify(file)).rejects.toThrow(
      `${server.url}: still answers that it is asked too often, after 3 tries`,
    );
    expect(server.asked).toHaveLength(3);
  });

  test('fails when it can open the file with none of its keys', async () => {
    const server = await real(newKeys);
    await expect(at(server).rotate('db.yaml', file)).rejects.toThrow(
      `db.yaml: can't be opened by ${server.url} with any of its keys; seal the values again`,
    );
  });

  test.each([
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['no SealedSecret', '{"kind":"Status"}'],
    ['a list', JSON.stringify({ spec: { encryptedData: Object.values(file.encryptedData) } })],
    ['fewer keys', JSON.stringify({ spec: { encryptedData: { user: file.encryptedData.user } } })],
  ])('fails when its answer to a rotation is %s', async (_, body) => {
    await expect(at(await answer(200, body)).rotate('db.yaml', file)).rejects.toThrow(
      "db.yaml: came back without its keys; this is no answer of Sealed Secrets' controller",
    );
  });

  test.each([
    ['another key', { user: file.encryptedData.user, other: file.encryptedData.password }],
    ['a plaintext', { ...file.encryptedData, password: 'hunter2' }],
    ['a ciphertext of another length', { ...file.encryptedData, password: file.encryptedData.user }],
  ])('fails when its answer to a rotation has %s', async (_, encryptedData) => {
    const server = await answer(200, JSON.stringify({ spec: { encryptedData } }));
    const error = await at(server)
      .rotate('db.yaml', file)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'FieldError' });
    expect((error as Error).message).toMatch(/^db.yaml: password/);
    expect((error as Error).message).not.toContain('hunter2');
  });

  test.each([
    [401, 'lets nobody in without a right to (401); ask by --context'],
    [403, 'lets nobody in without a right to (403); ask by --context'],
    [404, 'knows no such path (404); name the address of the controller of Sealed Secrets'],
    [503, 'has no controller behind it (503); look whether its pod runs'],
    [418, "answers with status 418; look into the controller's log"],
  ])('fails when the answer is %s, and says what to do', async (status, problem) => {
    const server = await answer(status, 'hunter2');
    const controller = at(server);
    const asked = [controller.certificate(), controller.verify(file), controller.rotate('db.yaml', file)];
    for (const one of asked) await expect(one).rejects.toThrow(`${server.url}: ${problem}`);
  });

  test('fails when its certificate is none to seal with', async () => {
    const server = await answer(200, certificateOf(ecKeys()));
    await expect(at(server).certificate()).rejects.toThrow(`${server.url}: must have an RSA key`);
  });

  test('fails when it leads on to another host, and does not go there', async () => {
    const other = await real(otherKeys);
    const server = await answer(302, '', { location: `${other.url}/v1/cert.pem?token=hunter2` });
    await expect(at(server).certificate()).rejects.toThrow(
      `${server.url}/v1/cert.pem: leads on to ${other.url}; name the address itself`,
    );
    expect(other.asked).toEqual([]);
  });

  test('fails when it does not answer in time', async () => {
    const server = await answering(() => undefined);
    await expect(at(server, { timeout: 50 }).certificate()).rejects.toThrow('does not answer within 0.05 s');
  });

  test('fails when the answer stops in the middle', async () => {
    const server = await answering((_request, _body, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('-----BEGIN');
      setTimeout(() => response.destroy(), 10);
    });
    await expect(at(server).certificate()).rejects.toThrow(/v1\/cert\.pem: can't be reached/);
  });

  test('fails when the answer is larger than any of a controller', async () => {
    const server = await answering((_request, _body, response) => response.end(Buffer.alloc(4 * 1024 * 1024 + 1)));
    await expect(at(server).certificate()).rejects.toThrow('answers with more than 4 MiB');
  });

  test('fails when nobody listens', async () => {
    const server = await standIn(() => undefined);
    await server.stop();
    await expect(at(server).certificate()).rejects.toThrow("can't be reached (ECONNREFUSED)");
  });

  test.each(['', 'certs/prod.pem', 'file:///etc/passwd', 'ftp://a.example', 'http://'])(
    'fails when its address is %j',
    url => {
      expect(() => SealedSecretsController.at(url)).toThrow('must begin with http:// or https://, and name a host');
    },
  );

  test('fails when its address has a password in it, and does not show it', () => {
    expect(() => SealedSecretsController.at('https://me:hunter2@a.example/b?c=hunter2')).toThrow(
      /^https:\/\/a\.example\/b: must not have a user or password in it/,
    );
  });

  test('fails when its address is that of the certificate', () => {
    expect(() => SealedSecretsController.at('https://a.example/v1/cert.pem')).toThrow(
      'must be the address of the controller, without the path /v1/… on it',
    );
  });
});
