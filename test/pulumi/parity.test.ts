import { readFileSync } from 'node:fs';
import { ComponentResource } from '@pulumi/pulumi';
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import * as cdk8s from 'keywire/cdk8s';
import * as pulumi from 'keywire/pulumi';
import { ordersChart, pulumiAsCdk8s } from './as-cdk8s';
import { has, instances, only, shared } from './parity/api';
import { credentials } from './parity/credentials';
import { mountedRows } from './parity/mounted';
import type { Row } from './parity/row';
import { services } from './parity/services';
import { sources } from './parity/sources';
import { stores } from './parity/stores';
import { run, type Outcome } from './program';
import { revealed } from './registered';

type Object = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
};

const nameOf = ({ apiVersion, kind, metadata }: Object): string =>
  [apiVersion, kind, metadata.namespace, metadata.name].join('/');
const inOrder = (manifests: readonly unknown[]): readonly unknown[] =>
  (manifests as readonly Object[]).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

function throughCdk8s(declare: Row[1]): readonly unknown[] {
  const chart = new Chart(Testing.app(), 'orders', { namespace: 'orders' });
  declare(chart, cdk8s);
  return inOrder(Testing.synth(chart));
}

const manifestsOf = ({ resources }: Outcome): readonly unknown[] =>
  inOrder(resources.filter(({ isComponent }) => !isComponent).map(({ inputs }) => revealed(inputs)));

const table: readonly Row[] = [...credentials, ...stores, ...services, ...mountedRows, ...sources];

describe('both engines make the same of', () => {
  test.each(table)('%s', async (_, declare) => {
    const expected = throughCdk8s(declare);
    const atOnce = await run(() => {
      declare(ordersChart(), pulumiAsCdk8s);
    });
    const later = await run(() => {
      declare(ordersChart({ late: true }), pulumiAsCdk8s);
    });
    expect([...atOnce.messages, ...later.messages]).toEqual([]);
    expect(manifestsOf(atOnce)).toEqual(expected);
    expect(manifestsOf(later)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  test('at least forty declarations', () => {
    expect(table.length).toBeGreaterThanOrEqual(40);
    expect(new Set(table.map(([title]) => title)).size).toBe(table.length);
  });
});

describe('what one engine has', () => {
  test('the other has, too, but for what there is a reason for', async () => {
    const chart = new Chart(Testing.app(), 'orders', { namespace: 'orders' });
    const ofCdk8s = shared('cdk8s', cdk8s, instances(chart, cdk8s), new Construct(chart, 'base'));
    let ofPulumi: readonly string[] = [];
    const { messages } = await run(() => {
      const base = new ComponentResource('test:index:Base', 'base');
      ofPulumi = shared('pulumi', pulumi, instances(ordersChart(), pulumiAsCdk8s), base);
    });
    expect(messages).toEqual([]);
    expect(ofPulumi.toSorted()).toEqual(ofCdk8s.toSorted());
    expect(ofPulumi).toContain('AwsCredentialSecret.grantRead');
    expect(ofPulumi).toContain('EventSource.objects');
  });

  test('is an entry of the package for each, but for what there is a reason for', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
    const entries = Object.keys(exports).filter(entry => entry.startsWith('./') && entry !== './package.json');
    // cdk8s-plus belongs to cdk8s; what seals knows no engine.
    const others = ['./cdk8s-plus', './seal'];
    expect(entries.filter(entry => !others.includes(entry) && !(`keywire/${entry.slice(2)}` in only.pulumi))).toEqual([
      './cdk8s',
      './pulumi',
    ]);
  });

  test.each(['cdk8s', 'pulumi'] as const)('is not in the other, as long as it stands here: %s', engine => {
    const [here, there] = engine === 'cdk8s' ? [cdk8s, pulumi] : [pulumi, cdk8s];
    const names = Object.keys(only[engine]).filter(name => !name.startsWith('keywire/'));
    expect(names.filter(name => !has(here, name) || has(there, name))).toEqual([]);
  });
});
