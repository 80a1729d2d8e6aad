import type { Chart } from 'cdk8s';
import { MountedCredential, generic, type MountedCredentialProps } from 'keywire/cdk8s';
import { parse } from 'yaml';
import { secretKeyRef, secretProviderClass, service, source } from './by-hand';
import type { Impossible, Row } from './row';
import { incoming, roleArn, worker } from './sound';

type Class = ReturnType<typeof generic<'username' | 'password'>>;

const mounted = (chart: Chart, props: Partial<MountedCredentialProps<Class>> = {}): MountedCredential<Class> =>
  new MountedCredential(chart, 'database', {
    class: generic('username', 'password'),
    source: { region: 'eu-west-1', secret: 'prod/orders/database' },
    identity: { roleArn, serviceAccountName: 'orders' },
    ...props,
  });

type Spec = {
  readonly provider?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly secretObjects?: readonly { readonly data: readonly { readonly objectName: string }[] }[];
};
type Named = { readonly objectAlias?: string; readonly objectName?: string };
type Object = Named & {
  readonly objectType?: string;
  readonly jmesPath?: readonly (Named & { readonly path: string })[];
};

/** The `spec` of each SecretProviderClass. */
const specsIn = (manifests: readonly object[]): readonly Spec[] =>
  (manifests as readonly { readonly kind: string; readonly spec: Spec }[]).flatMap(({ kind, spec }) =>
    kind === 'SecretProviderClass' ? [spec] : [],
  );

/** What the provider asks for, or undefined where it reads nothing in the text. */
function objectsOf({ parameters }: Spec): readonly Object[] | undefined {
  try {
    const objects: unknown = parse(parameters?.objects ?? '', { version: '1.1' });
    return Array.isArray(objects) ? (objects as readonly Object[]) : undefined;
  } catch {
    return undefined;
  }
}

const awkward = 'my-key: "a" # \n\t- b\u2028';
const nearly = (chart: Chart): unknown =>
  mounted(chart, {
    source: { region: 'eu-west-1', secret: 'prod/orders/database', properties: { username: awkward } },
    sync: true,
  });

const never = (
  number: number,
  what: string,
  byHand: readonly object[],
  isMistaken: (spec: Spec) => boolean,
): Impossible => ({
  number,
  never: what,
  declare: nearly,
  mistakesIn: manifests => specsIn(manifests).filter(isMistaken),
  byHand,
  kubernetes: 'lets it through',
});

const one = '- objectName: prod/orders/database\n  objectType: secretsmanager\n  objectAlias: database\n';
const withPath = (path: string): string => `${one}  jmesPath:\n  - path: ${path}\n    objectAlias: username\n`;
const files = (spec: Spec): readonly string[] =>
  (objectsOf(spec) ?? []).flatMap(({ objectName, objectAlias = objectName, jmesPath = [] }) =>
    [objectAlias, ...jmesPath.map(each => each.objectAlias)].filter(name => name !== undefined),
  );

const objects: readonly Row[] = [
  never(
    89,
    'writes objects that are no YAML',
    [secretProviderClass('- objectName: a\n objectType: b: c')],
    spec => objectsOf(spec) === undefined,
  ),
  never(
    89,
    'writes objects without their type',
    [secretProviderClass('- objectName: prod/orders/database\n')],
    spec => objectsOf(spec)?.some(({ objectType }) => objectType !== 'secretsmanager') ?? true,
  ),
  never(
    89,
    'writes the path of a property that is something else to JMESPath',
    [secretProviderClass(withPath('my-key'))],
    spec =>
      (objectsOf(spec) ?? []).some(({ jmesPath = [] }) =>
        jmesPath.some(({ path }) => !/^([A-Za-z_]\w*|".+")$/s.test(path)),
      ),
  ),
  never(
    89,
    'writes objects for another region without that region',
    [secretProviderClass(`${one}  failoverObject:\n    objectName: a\n`)],
    spec =>
      (objectsOf(spec) ?? []).some(
        object => 'failoverObject' in object && spec.parameters?.failoverRegion === undefined,
      ),
  ),
  {
    number: 89,
    failsWhen: 'a mounted secret is in another region than the one that is asked',
    declare: chart =>
      mounted(chart, {
        source: { region: 'eu-west-1', secret: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-AbCdEf' },
      }),
    at: 'orders/database: source.secret',
    says: /is in region us-east-1, and is looked for in eu-west-1; say its own region/,
    byHand: [secretProviderClass('- objectName: arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-AbCdEf\n')],
    kubernetes: 'lets it through',
  },
  {
    number: 89,
    failsWhen: 'two files of a mounted credential have one name',
    declare: chart => mounted(chart, { keys: { password: 'username' } }),
    at: 'orders/database: keys.password',
    says: /is the key of username, too; give each field a key of its own/,
    byHand: [secretProviderClass(`${withPath('user')}  - path: pass\n    objectAlias: username\n`)],
    kubernetes: 'lets it through',
  },
  {
    number: 89,
    failsWhen: 'a file of a mounted credential has the name of the whole secret',
    declare: chart => mounted(chart, { keys: { password: 'whole-secret.json' } }),
    at: 'orders/database: keys',
    says: /must not have the key whole-secret\.json: that is the file with the whole of the secret/,
  },
  {
    number: 89,
    failsWhen: 'the mode of mounted files has three digits',
    declare: chart => mounted(chart, { filePermission: '440' }),
    at: 'orders/database: filePermission',
    says: /must be four octal digits, as in '0440'/,
    byHand: [secretProviderClass(`${one}  filePermission: "440"\n`)],
    kubernetes: 'lets it through',
  },
  {
    number: 89,
    failsWhen: 'the other region of a mounted secret is the same',
    declare: chart =>
      mounted(chart, { source: { region: 'eu-west-1', secret: 'a', failover: { region: 'eu-west-1' } } }),
    at: 'orders/database: source.failover.region',
    says: /must be another region than source\.region/,
    byHand: [secretProviderClass(one, {}, { failoverRegion: 'eu-west-1' })],
    kubernetes: 'lets it through',
  },
  {
    number: 89,
    never: 'writes objects as a list, and not as the text of one',
    declare: nearly,
    mistakesIn: manifests => specsIn(manifests).filter(({ parameters }) => typeof parameters?.objects !== 'string'),
    byHand: [secretProviderClass([{ objectName: 'prod/orders/database', objectType: 'secretsmanager' }])],
    kubernetes: {
      refusesIt: /parameters\.objects: Invalid value: "(array|object)"|failed to create typed patch object/,
    },
  },
  never(
    90,
    'names another provider',
    [secretProviderClass(one, { provider: 'AWS' })],
    ({ provider }) => provider !== 'aws',
  ),
];

const syncedByHand = [{ secretName: 'database', type: 'Opaque', data: [{ objectName: 'database', key: 'password' }] }];
const fromSecret = (key: string) => ({ valueFromSecret: { name: 'database', key } });

const synced: readonly Row[] = [
  {
    number: 91,
    failsWhen: 'a variable is from the Secret of a mounted credential that the service does not mount',
    declare: chart => worker(chart, { env: mounted(chart, { sync: true }).syncedEnv({ password: 'DB_PASSWORD' }) }),
    at: 'orders/worker: env.DB_PASSWORD',
    says: /is from Secret database, which is there only while a pod of this service has the files mounted/,
    byHand: [
      secretProviderClass(one, { secretObjects: syncedByHand }),
      service({ env: [{ name: 'DB_PASSWORD', ...secretKeyRef('database', 'password') }] }),
    ],
    kubernetes: 'lets it through',
  },
  {
    number: 91,
    failsWhen: 'a source, whose pod mounts nothing, is to read a mounted credential',
    declare: chart => {
      const { username, password } = mounted(chart, { sync: true }).syncedEnv();
      // @ts-expect-error they are good in a service alone
      incoming(chart, { credentials: { accessKeyId: username, secretAccessKey: password, sessionToken: undefined } });
    },
    at: 'orders/incoming: credentials',
    says: /must be a credential such as an AwsCredentialSecret/,
    byHand: [
      secretProviderClass(one, { secretObjects: syncedByHand }),
      source({ auth: { credentials: { accessKeyID: fromSecret('id'), secretAccessKey: fromSecret('password') } } }),
    ],
    kubernetes: 'lets it through',
  },
  {
    number: 91,
    failsWhen: 'all variables at once are to come from a mounted credential',
    // @ts-expect-error it has no keys
    declare: chart => worker(chart, { envFrom: [mounted(chart, { sync: true })] }),
    at: 'orders/worker: envFrom[0]',
    says: /must be a credential, or { credential, prefix }/,
    byHand: [
      secretProviderClass(one, { secretObjects: syncedByHand }),
      service({ envFrom: [{ secretRef: { name: 'database' } }] }),
    ],
    kubernetes: 'lets it through',
  },
  never(
    91,
    'makes a Secret of a file that is not mounted',
    [
      secretProviderClass(one, {
        secretObjects: [{ ...syncedByHand[0], data: [{ objectName: 'pass', key: 'pass' }] }],
      }),
    ],
    spec =>
      (spec.secretObjects ?? []).some(({ data }) => data.some(({ objectName }) => !files(spec).includes(objectName))),
  ),
];

export const csi: readonly Row[] = [...objects, ...synced];
