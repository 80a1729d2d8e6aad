import { App as Cdk8sApp, Chart, Testing, type ApiObject } from 'cdk8s';
import { App, existingStore } from 'keywire/cdk8s';
import { parseAllDocuments } from 'yaml';

export const roleArn = 'arn:aws:iam::123456789012:role/orders';
export const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
export const image = 'registry.example.com/worker:1.4.2';
export const plaintext = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const store = existingStore<string>({ kind: 'SecretStore', name: 'store' });

/** A chart named `orders` in a namespace of that name, in an app of its own. */
export function ordersChart(props: ConstructorParameters<typeof Chart>[2] = { namespace: 'orders' }): Chart {
  return new Chart(new App(), 'orders', props);
}

/** The same below cdk8s' own App. */
export function chartOfCdk8s(props: ConstructorParameters<typeof Chart>[2] = { namespace: 'orders' }): Chart {
  return new Chart(new Cdk8sApp(), 'orders', props);
}

/** An object as it is written. */
export type Written = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/** What a chart renders. */
export const rendered = (chart: Chart): readonly Written[] => Testing.synth(chart) as Written[];

/** The kinds and names of what a chart renders. */
export const namesIn = (chart: Chart): readonly string[] =>
  rendered(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

/** One object as it is written. */
export const written = (object: ApiObject | undefined): Written => object?.toJson() as Written;

/** What the YAML of an app says. */
export const readBack = (app: Cdk8sApp): readonly unknown[] =>
  [...parseAllDocuments(app.synthYaml(), { version: '1.1' })].map(document => document.toJS() as unknown);
