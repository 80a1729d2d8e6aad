import { execFileSync } from 'node:child_process';
import { Chart } from 'cdk8s';
import fc from 'fast-check';
import {
  App,
  AwsCredentialSecret,
  CredentialSecret,
  FieldError,
  MountedCredential,
  TriggerMeshService,
  existing,
  generic,
  type TriggerMeshServiceProps,
} from 'keywire/cdk8s';
import { exampleCharts, exampleNamespace } from '../examples';
import { builtTools } from './harness/tools';

/** What Knative Serving's own validation says to each, with the feature that mounted credentials want; '' is a yes. */
function verdicts(services: readonly unknown[]): readonly string[] {
  const input = services.map(service => `${JSON.stringify(service)}\n`).join('');
  const output = execFileSync(builtTools().validateService, ['-csi'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return output.split('\n').slice(0, services.length);
}

type Manifest = { readonly apiVersion: string; readonly metadata: { readonly name: string } };

const isKnativeService = (manifest: unknown): manifest is Manifest =>
  (manifest as Manifest).apiVersion === 'serving.knative.dev/v1';

test('Knative accepts the services of every example', () => {
  const services = Object.entries(exampleCharts).flatMap(([name, example]) =>
    (new example(new App(), name, { namespace: exampleNamespace(name) }).toJson() as unknown[]).filter(
      isKnativeService,
    ),
  );
  expect(services.length).toBeGreaterThan(4);
  expect(verdicts(services)).toEqual(services.map(() => ''));
});

type Props = (aws: AwsCredentialSecret, database: Database, mounted: MountedDatabase) => TriggerMeshServiceProps;

/** A chart with one service of those props, which may use three credentials. */
function serviceOf(props: Props): unknown {
  const chart = new Chart(new App(), 'chart', { namespace: 'chart' });
  const aws = new AwsCredentialSecret(chart, 'aws', { backend: existing() });
  const database = new CredentialSecret(chart, 'database', {
    class: generic('username', 'password'),
    backend: existing(),
  });
  const mounted = new MountedCredential(chart, 'mounted', {
    class: generic('username', 'password'),
    source: { region: 'eu-west-1', secret: 'prod/database' },
    identity: { existing: { serviceAccountName: 'worker' } },
    sync: true,
  });
  new TriggerMeshService(chart, 'worker', props(aws, database, mounted));
  return (chart.toJson() as unknown[]).find(isKnativeService);
}

type Class = ReturnType<typeof generic<'username' | 'password'>>;
type Database = CredentialSecret<Class>;
type MountedDatabase = MountedCredential<Class>;

const name = fc.constantFrom('worker', 'a', 'a-b', 'A', 'a.b', '1a', 'a-', 'x'.repeat(63), 'x'.repeat(64));
const variable = fc.constantFrom(
  'LOG',
  'PORT',
  'K_SERVICE',
  'K_REVISION',
  'a-b',
  '1A',
  'AWS_ACCESS_KEY_ID',
  'username',
);
const folder = fc.constantFrom(
  '/etc/aws',
  '/',
  '/dev',
  '/dev/log',
  '/tmp',
  '/var/log',
  'etc',
  '/etc/../x',
  '/a/',
  '/A_b',
);
const number = (...numbers: number[]) => fc.option(fc.constantFrom(...numbers), { nil: undefined });
const count = number(-1, 0, 1, 5, 1.5, 600);

const anything = fc.record({
  name,
  variable,
  folder: fc.option(folder, { nil: undefined }),
  anotherFolder: fc.option(folder, { nil: undefined }),
  mountedFolder: fc.option(folder, { nil: undefined }),
  synced: fc.boolean(),
  both: fc.boolean(),
  prefix: fc.constantFrom('', 'DB_', 'AWS_', '1', 'a-'),
  min: count,
  max: count,
  concurrency: count,
  timeoutSeconds: count,
  port: number(-1, 0, 1, 80, 8008, 8012, 8013, 8022, 8112, 9090, 9091, 65535, 65536, 1.5),
  protocol: fc.constantFrom('http1' as const, 'h2c' as const),
  visibility: fc.constantFrom('public' as const, 'cluster-local' as const),
  serviceAccountName: fc.constantFrom('worker', 'Worker', 'a.b'),
});

type Given = typeof anything extends fc.Arbitrary<infer Value> ? Value : never;

const ordinary: Given = {
  name: 'worker',
  variable: 'LOG',
  folder: undefined,
  anotherFolder: undefined,
  mountedFolder: undefined,
  synced: false,
  both: false,
  prefix: '',
  min: undefined,
  max: undefined,
  concurrency: undefined,
  timeoutSeconds: undefined,
  port: undefined,
  protocol: 'http1',
  visibility: 'public',
  serviceAccountName: 'worker',
};

/** An ordinary service, up to three of whose props are anything: with all of them, none would be accepted. */
const anyService = fc
  .tuple(anything, fc.subarray(Object.keys(ordinary) as (keyof Given)[], { maxLength: 3 }))
  .map(([given, keys]): Given => ({ ...ordinary, ...Object.fromEntries(keys.map(key => [key, given[key]])) }));

test('what keywire accepts, Knative accepts', () => {
  const accepted = fc.sample(anyService, 6000).flatMap(given => {
    const { variable, folder, anotherFolder, mountedFolder, synced, both, prefix, min, max, port, protocol, ...rest } =
      given;
    try {
      const service = serviceOf((aws, database, mounted) => ({
        ...defined({ ...rest, port: port === undefined ? undefined : { number: port, protocol } }),
        image: 'registry.example.com/worker:1.4.2',
        env: {
          [variable]: '$(NOT) expanded',
          ...(both ? aws.env() : {}),
          ...(synced ? mounted.syncedEnv({ password: 'SYNCED' }) : {}),
        },
        envFrom: [{ credential: database, prefix }],
        files: {
          ...(folder === undefined ? {} : { [folder]: aws.files() }),
          ...(mountedFolder === undefined ? {} : { [mountedFolder]: mounted.files() }),
          ...(anotherFolder === undefined ? {} : { [anotherFolder]: { ...aws.files(), ...database.files() } }),
        },
        scale: defined({ min, max }),
      }));
      return [{ given, service }];
    } catch (error) {
      if (error instanceof FieldError) return [];
      throw error;
    }
  });
  expect(accepted.length).toBeGreaterThan(1000);
  // About a hundred, as they are drawn.
  expect(accepted.filter(({ given }) => given.mountedFolder !== undefined).length).toBeGreaterThan(40);
  const said = verdicts(accepted.map(({ service }) => service));
  const refused = accepted.flatMap(({ given }, index) => (said[index] === '' ? [] : [{ given, said: said[index] }]));
  expect(refused).toEqual([]);
});

/** The record without what is undefined. */
function defined<Value extends object>(record: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]?: Exclude<Value[Key], undefined> };
}
