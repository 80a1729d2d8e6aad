import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generic } from '../../../lib/core/credential-class';
import { sealingCertificate } from '../../../lib/seal/sealed-secrets/certificate';
import { SealedSecretsController } from '../../../lib/seal/sealed-secrets/controller';
import { seal } from '../../../lib/seal/sealed-secrets/seal';
import { certificateOf, rsaKeys } from './certificates';

const folder = mkdtempSync(join(tmpdir(), 'keywire-kubectl-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const [program, asked, answers] = ['kubectl', 'asked', 'answers'].map(name => join(folder, name)) as [
  string,
  string,
  string,
];
const pem = certificateOf(rsaKeys());
const certificate = sealingCertificate('pem', pem);
const file = seal({ name: 'db', class: generic('user'), namespace: 'a', values: { user: 'u' }, certificate });

// Writes down what it is asked, and answers from a table of `part of the arguments → answer`.
writeFileSync(
  program,
  `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const input = args.includes('--filename=-') ? readFileSync(0, 'utf8') : '';
appendFileSync(${JSON.stringify(asked)}, JSON.stringify({ args, input, env: process.env }) + '\\n');
const [, answer] = Object.entries(JSON.parse(readFileSync(${JSON.stringify(answers)}))).find(([part]) => args.join(' ').includes(part));
process.stdout.write(answer.out ?? '');
process.stderr.write(answer.err ?? '');
process.exitCode = answer.err ? 1 : 0;
`,
  { mode: 0o755 },
);

type Answers = Readonly<Record<string, { readonly out?: string; readonly err?: string }>>;

function answering(table: Answers, service = {}, patience = {}): SealedSecretsController {
  writeFileSync(answers, JSON.stringify(table));
  writeFileSync(asked, '');
  return SealedSecretsController.byKubectl({ context: 'prod', program, env: { PATH: '/bin' }, ...service }, patience);
}
const questions = () =>
  readFileSync(asked, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { args: string[]; input: string; env: object });

const port = { 'get service': { out: 'http' } };

describe('a controller behind kubectl', () => {
  test('is asked by the proxy to its Service, under the name of its port', async () => {
    const controller = answering({ ...port, 'cert.pem': { out: pem } });
    expect(controller.safe).toBe(true);
    expect((await controller.certificate()).fingerprint).toBe(certificate.fingerprint);
    expect(questions().map(({ args }) => args)).toEqual([
      [
        '--context=prod',
        ...['get', 'service', 'sealed-secrets-controller', '--namespace=kube-system'],
        '--output=jsonpath={.spec.ports[0].name}',
      ],
      [
        '--context=prod',
        'get',
        '--raw=/api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:http/proxy/v1/cert.pem',
      ],
    ]);
  });

  test('may be of another name, in another namespace, with a port that has none', async () => {
    const controller = answering(
      { 'get service': { out: '' }, 'cert.pem': { out: pem } },
      { namespace: 'sealed', name: 'ss' },
    );
    await controller.certificate();
    expect(questions()[1]?.args[2]).toBe('--raw=/api/v1/namespaces/sealed/services/http:ss:/proxy/v1/cert.pem');
  });

  test('gets a file on standard input, and the environment that it was given', async () => {
    const controller = answering({ ...port, verify: {} });
    expect(await controller.verify(file)).toBe(true);
    const [, question] = questions();
    expect(question?.args.slice(1)).toEqual([
      'create',
      '--raw=/api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:http/proxy/v1/verify',
      '--filename=-',
    ]);
    expect(JSON.parse(question?.input ?? '')).toMatchObject({ spec: { encryptedData: file.encryptedData } });
    expect(question?.env).toEqual({ PATH: '/bin' });
  });

  test.each(['AlreadyExists', 'Conflict'])('says that it cannot open a file: %s', async reason => {
    const err = `Error from server (${reason}): the server reported a conflict\n`;
    expect(await answering({ ...port, verify: { err } }).verify(file)).toBe(false);
  });

  test('fails when it can open a file with none of its keys', async () => {
    const err = 'Error from server (InternalError): an error on the server\n';
    await expect(answering({ ...port, rotate: { err } }).rotate('db.yaml', file)).rejects.toThrow(
      "db.yaml: can't be opened by service kube-system/sealed-secrets-controller of context prod with any of its keys",
    );
  });

  test('fails when it goes on saying that it is asked too often', async () => {
    const err = 'Error from server (TooManyRequests): limited\n';
    await expect(answering({ ...port, verify: { err } }, {}, { retries: 0 }).verify(file)).rejects.toThrow(
      'still answers that it is asked too often',
    );
  });

  test('fails when its Service is not there', async () => {
    const err = 'Error from server (NotFound): services "sealed-secrets-controller" not found\n';
    await expect(answering({ 'get service': { err } }).certificate()).rejects.toThrow(
      /^service kube-system\/sealed-secrets-controller of context prod: can't be found: .* not found; say --controller-namespace and --controller-name$/,
    );
  });

  test('fails when kubectl can not ask, with the last line of what it says', async () => {
    const controller = answering({
      ...port,
      'cert.pem': { err: 'I0101 noise\nerror: context "prod" does not exist\n' },
    });
    await expect(controller.certificate()).rejects.toThrow(
      'service kube-system/sealed-secrets-controller of context prod: can\'t be asked: error: context "prod" does not exist',
    );
  });

  test('fails when no context is named, as that would be the current one', async () => {
    const controller = answering({ ...port, 'cert.pem': { out: pem } }, { context: '' });
    await expect(controller.certificate()).rejects.toThrow('context: must name a context of the kubeconfig');
    expect(readFileSync(asked, 'utf8')).toBe('');
  });

  test('fails when kubectl takes longer than it may', async () => {
    writeFileSync(join(folder, 'slow'), '#!/bin/sh\nexec sleep 20\n', { mode: 0o755 });
    const service = { context: 'prod', program: join(folder, 'slow') };
    const controller = SealedSecretsController.byKubectl(service, { timeout: 100 });
    await expect(controller.certificate()).rejects.toThrow('kubectl does not end within 0.1 s');
  });

  test('fails when there is no kubectl', async () => {
    const controller = SealedSecretsController.byKubectl({ context: 'prod', program: join(folder, 'none') });
    await expect(controller.certificate()).rejects.toThrow(
      'is not on PATH; install it, or name the address with --controller',
    );
  });
});
