import { isRefused, mistakeOf, type Row } from '../bad-inputs/row';
import { everyKind } from '../bad-inputs/by-hand';
import { table } from '../bad-inputs/table';
import type { Cluster } from './harness/cluster';
import { startCluster } from './harness/cluster';
import { installCrds } from './harness/crds';
import type { Result } from './harness/kubectl';
import type { Supervisor } from './harness/supervisor';
import { supervisor } from './harness/supervisor';
import { builtTools } from './harness/tools';

type Applied = Extract<Row, { readonly byHand: unknown }>;

const isApplied = (row: Row): row is Applied => row.byHand !== undefined;
const rows = table.filter(isApplied);

let owner: Supervisor;
let cluster: Cluster;
const verdicts = new Map<Row, string>();

beforeAll(async () => {
  owner = supervisor();
  cluster = await startCluster(owner, builtTools(), []);
  await installCrds(cluster);
  for (const namespace of ['orders', 'payments']) await cluster.kubectlOk(['create', 'namespace', namespace]);
});

afterAll(async () => {
  await owner.stop();
  process.stdout.write(`\n${report()}\n`);
});

test.each(everyKind)('Kubernetes lets a sound manifest through: %#', async manifest => {
  expect(await apply([manifest])).toMatchObject({ code: 0, stderr: '' });
});

describe('Kubernetes', () => {
  for (const row of rows) {
    const verdict = row.kubernetes === 'lets it through' ? row.kubernetes : 'refuses it';
    test(`${verdict} when ${mistakeOf(row)} (${row.number})`, async () => {
      const { code, stderr } = await apply(row.byHand);
      verdicts.set(row, code === 0 ? 'lets it through' : 'refuses it');
      if (row.kubernetes === 'lets it through') expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      else expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(row.kubernetes.refusesIt) });
    });
  }
});

/** A dry run, as strict as kubectl is: a GitOps tool that validates less lets more through. */
function apply(byHand: Applied['byHand']): Promise<Result> {
  const yaml = typeof byHand === 'string' ? byHand : byHand.map(manifest => JSON.stringify(manifest)).join('\n---\n');
  return cluster.applyYaml(yaml, { dryRun: true });
}

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
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
