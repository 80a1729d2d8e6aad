import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SealedInGit } from '../../examples/sealed';
import { runProgram } from './harness/kubectl';
import { startRun, type Run } from './harness/run';
import { sealedSecretsSkipReason } from './harness/sealed-secrets';
import { stateOf, type State } from './state';
import { synthesised } from './synthesised';

const skipReason = sealedSecretsSkipReason();
const testSealed = skipReason === undefined ? test : test.skip;

let run: Run;
let state: State;

beforeAll(async () => {
  run = await startRun({ namespaces: ['orders', 'elsewhere'] });
  state = stateOf(run);
}, 120_000);

afterAll(() => run.stop());

testSealed('a file that was sealed as the README says is rendered, and opened by the controller', async () => {
  const file = await sealedFile('orders', 'AKIASEALEDSEALEDSEAL\nsealed-in-git\n');
  expect(readFileSync(file, 'utf8')).not.toContain('sealed-in-git');
  await state.apply(synthesised(run.folder, SealedInGit, { namespace: 'orders', file }));
  const expected = { AWS_ACCESS_KEY_ID: 'AKIASEALEDSEALEDSEAL', AWS_SECRET_ACCESS_KEY: 'sealed-in-git' };
  expect(await state.secretData('orders', 'aws')).toEqual(expected);
});

testSealed('a file that was sealed for another namespace is refused before the controller sees it', async () => {
  const file = await sealedFile('orders', 'AKIASEALEDSEALEDSEAL\nsealed-in-git\n');
  expect(() => synthesised(run.folder, SealedInGit, { namespace: 'elsewhere', file })).toThrow(
    'elsewhere/aws: backend: is sealed for namespace orders, the credential is in elsewhere',
  );
});

/** Runs examples/seal.sh in a folder of its own, with the answers to its prompts. */
async function sealedFile(namespace: string, answers: string): Promise<string> {
  const folder = mkdtempSync(join(run.folder, `seal-${namespace}-`));
  copyFileSync(run.sealedSecrets?.certificateFile ?? '', join(folder, 'controller.pem'));
  const env = {
    PATH: [dirname(run.tools.kubectl), dirname(run.tools.kubeseal), process.env.PATH ?? ''].join(':'),
    HOME: run.folder,
    KUBECONFIG: run.cluster.adminKubeconfig,
  };
  const script = join(__dirname, '../../examples/seal.sh');
  const inFolder = `cd "${folder}" && . "${script}"`;
  const { code, stderr } = await runProgram('bash', ['-e', '-o', 'pipefail', '-c', inFolder], { env, input: answers });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return join(folder, 'aws.yaml');
}
