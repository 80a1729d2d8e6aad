import { ApiObject, Chart, Testing, Yaml, type ApiObjectProps } from 'cdk8s';
import { everyKind } from '../bad-inputs/by-hand';
import { isRefused, mistakeOf, type Row } from '../bad-inputs/row';
import { table } from '../bad-inputs/table';
import type { Cluster } from './harness/cluster';
import { startCluster } from './harness/cluster';
import { installCrds } from './harness/crds';
import type { Supervisor } from './harness/supervisor';
import { supervisor } from './harness/supervisor';
import { builtTools } from './harness/tools';

type Applied = Extract<Row, { readonly byHand: unknown }>;

const rows = table.filter((row): row is Applied => row.byHand !== undefined);

let owner: Supervisor;
let cluster: Cluster;
const verdicts = new Map<Row, string>();

beforeAll(async () => {
  owner = supervisor();
  cluster = await startCluster(owner, builtTools(), []);
  await installCrds(cluster);
  await cluster.kubectlOk(['create', 'namespace', 'orders']);
  await cluster.kubectlOk(['create', 'namespace', 'payments']);
});

afterAll(async () => {
  await owner.stop();
  process.stdout.write(`\n${report()}\n`);
});

const json = (manifests: readonly object[]): string => manifests.map(each => JSON.stringify(each)).join('\n---\n');

/** What cdk8s' own `App` writes. */
function yaml(manifests: readonly object[]): string {
  const chart = new Chart(Testing.app(), 'by-hand');
  manifests.forEach((manifest, index) => new ApiObject(chart, `${index}`, manifest as ApiObjectProps));
  return Yaml.stringify(...(Testing.synth(chart) as object[]));
}

/** A dry run as strict as kubectl's own; a GitOps tool that validates less lets more through. */
const apply = (text: string) => cluster.applyYaml(text, { dryRun: true });

/** What the server would store. */
const read = (text: string): Promise<string> =>
  cluster.kubectlOk(
    ['create', '--dry-run=server', '--output=jsonpath={.metadata.name}{.data}{.spec}', '--filename=-'],
    {
      input: text,
    },
  );

describe('Kubernetes', () => {
  test.each(everyKind)('lets a sound object of each kind through: $kind', async manifest => {
    expect(await apply(json([manifest]))).toMatchObject({ code: 0, stderr: '' });
  });

  for (const row of rows) {
    const { byHand, misreadAsYaml, kubernetes, number } = row;
    const verdict = kubernetes === 'lets it through' ? kubernetes : 'refuses it';

    test(`${verdict} when ${mistakeOf(row)} (${number})`, async () => {
      const { code, stderr } = await apply(misreadAsYaml ? yaml(byHand) : json(byHand));
      verdicts.set(row, code === 0 ? 'lets it through' : 'refuses it');
      if (kubernetes === 'lets it through') expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      else
        expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(kubernetes.refusesIt) as unknown });
    });

    if (misreadAsYaml && kubernetes === 'lets it through') {
      test(`reads something else than was meant when ${mistakeOf(row)} (${number})`, async () => {
        expect(await read(yaml(byHand))).not.toBe(await read(json(byHand)));
      });
    }
  }
});

/** Every mistake that was made by hand, and who stops it. */
function report(): string {
  const lines = [
    ['', 'mistake', 'Kubernetes', 'keywire'],
    ...rows.map(row => [
      row.number.toString(),
      mistakeOf(row),
      verdicts.get(row) ?? 'was not asked',
      isRefused(row) ? 'refuses it' : 'cannot write it',
    ]),
  ];
  const widths = [0, 1, 2].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const aligned = (line: readonly string[]): string => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  return lines.map(line => aligned(line).trimEnd()).join('\n');
}
