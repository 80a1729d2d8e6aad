import { readFileSync, readdirSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'keywire/cdk8s';
import { gitops } from '../examples/gitops';
import { exampleCharts, exampleNamespace } from './examples';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');

/** The code blocks of the README that name the file they are the text of. */
const blocks = [...readme.matchAll(/<!-- (examples\/\S+) -->\n\n```(?:ts|sh)\n([^]*?)```\n/g)].map(
  ([, file = '', text = '']) => ({ file, text }),
);

test.each(blocks)('the README shows $file as it is', ({ file, text }) => {
  expect(text).toBe(read(file));
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder)).filter(file => /\.(ts|sh)$/.test(file));

test('every example is shown in the README, and no other TypeScript is', () => {
  const shown = blocks.map(({ file }) => file.replace('examples/', ''));
  const files = [...filesIn('examples'), ...filesIn('examples/pulumi').map(file => `pulumi/${file}`)];
  expect(shown.sort()).toEqual(files.filter(file => file !== 'main.ts').sort());
  expect(readme.match(/```ts/g)).toHaveLength(shown.filter(file => file.endsWith('.ts')).length);
});

test('every example is a chart that is synthesised here, or a program of its own', () => {
  const files = readdirSync(join(root, 'examples')).filter(file => file.endsWith('.ts'));
  expect(files.sort()).toEqual(
    [...Object.keys(exampleCharts).map(name => `${name}.ts`), 'gitops.ts', 'main.ts'].sort(),
  );
});

test.each(Object.entries(exampleCharts))('the example %s is synthesised', (name, example) => {
  const app = new App();
  new example(app, name, { namespace: exampleNamespace(name) });
  expect(typeof app.synthYaml()).toBe('string');
});

test('the GitOps example writes a file for each object, in waves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keywire-gitops-'));
  gitops(folder);
  const [record, chart = ''] = readdirSync(folder);
  expect(record).toBe('.keywire');
  const waves = readdirSync(join(folder, chart)).map(file => {
    const [, wave] = /sync-wave: "(-?\d+)"/.exec(readFileSync(join(folder, chart, file), 'utf8')) ?? [];
    return [file, wave];
  });
  rmSync(folder, { recursive: true });
  expect(Object.fromEntries(waves)).toEqual({
    'ServiceAccount.orders-secrets.k8s.yaml': '-4',
    'Role.aws-reader.k8s.yaml': '-4',
    'RoleBinding.aws-reader-user-alice.k8s.yaml': '-4',
    'SecretStore.orders-secrets.k8s.yaml': '-3',
    'ExternalSecret.aws.k8s.yaml': '-2',
    'Service.worker.k8s.yaml': '-1',
    'AWSSQSSource.incoming.k8s.yaml': '0',
  });
});

test('the README names the two commands that do everything, as package.json and .ci/run have them', () => {
  expect(readme).toContain('```sh\nnpm ci && npx cdk8s synth\n```');
  expect(readme).toContain('```sh\nnpm ci && npm test\n```');
  expect(read('.ci/run')).toContain('npm ci && npm test');
});
