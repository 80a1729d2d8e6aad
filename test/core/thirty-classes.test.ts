import { credential } from '../../lib/core/credential';
import { credentialClass } from '../../lib/core/credential-class';
import { awsSecretsManager } from '../../lib/core/backends/aws-secrets-manager';
import { SecretValue } from '../../lib/core/secret-value';
import { service } from '../../lib/core/service';
import { envOf, filesOf } from '../../lib/core/wiring';
import { plainEngine } from './engines';
import { store } from './fixtures';

/** Name, Secret type, fields with their keys; a question mark marks an optional field. */
const catalogue = `
github          Opaque                         token=GITHUB_TOKEN
github-app      Opaque                         appId=app-id key=private-key installation=installation-id
github-hook     Opaque                         secret=webhook-secret
gitlab          Opaque                         token=accessToken secret=secretToken
gcp             Opaque                         key=key.json
gcp-hmac        Opaque                         id=access-id secret=access-secret
azure           Opaque                         tenant=tenantID client=clientID secret=clientSecret
azure-sas       Opaque                         name=keyName value=keyValue
azure-blob      Opaque                         connection=connectionString
azure-eventhub  Opaque                         connection=eventhub-connection
elastic         Opaque                         user=username password=password apiKey?=apiKey
registry        kubernetes.io/dockerconfigjson config=.dockerconfigjson
registry-old    kubernetes.io/dockercfg        config=.dockercfg
helm            Opaque                         url=url username=username password=password ca?=ca.crt
argo-repo       Opaque                         type=type url=url ssh?=sshPrivateKey
kafka           Opaque                         user=user password=password protocol=protocol ca?=ca.crt
kafka-mtls      Opaque                         certificate=user.crt key=user.key ca=ca.crt
confluent       Opaque                         key=api-key secret=api-secret
ibm-mq          Opaque                         user=username password=password
postgres        Opaque                         url=DATABASE_URL
mysql           kubernetes.io/basic-auth       user=username password=password
mongodb         Opaque                         url=serverURL
redis           Opaque                         password=redis-password
slack           Opaque                         token=token signing?=signing-secret
twilio          Opaque                         sid=sid token=token
sendgrid        Opaque                         key=api-key
salesforce      Opaque                         client=client_id user=user key=cert-key
zendesk         Opaque                         token=token webhook?=password
ssh             kubernetes.io/ssh-auth         key=ssh-privatekey
tls             kubernetes.io/tls              certificate=tls.crt key=tls.key
`;

const plain = (field: string) => field.replace('?', '');

const classes = catalogue
  .trim()
  .split('\n')
  .map(line => {
    const [name = '', type = '', ...fields] = line.split(/ +/);
    const pairs = fields.map(field => field.split('=') as [string, string]);
    const of = (isOptional: boolean) =>
      Object.fromEntries(
        pairs.filter(([field]) => field.endsWith('?') === isOptional).map(([field]) => [plain(field), {}]),
      );
    const standard = Object.fromEntries(pairs.map(([field, key]) => [plain(field), key]));
    return credentialClass({ name, type, required: of(false), optional: of(true), conventions: { standard } });
  });

describe('thirty classes need no code of their own', () => {
  test('there are thirty', () => {
    expect(classes).toHaveLength(30);
  });

  describe.each(classes.map(each => [each.name, each] as const))('%s', (name, each) => {
    const optionalFields = Object.keys(each.optional);
    const keys = Object.values<string | undefined>(each.conventions.standard);
    const backend = awsSecretsManager({ store, secret: name, optionalFields });

    test('is read from Secrets Manager, as its type and under its keys', () => {
      const { bundle } = credential(plainEngine, each, { name, namespace: 'orders', backend });
      const { target, data } = bundle['external-secret']?.spec as {
        target: { template?: { type: string } };
        data: { secretKey: string }[];
      };
      expect(target.template?.type ?? 'Opaque').toBe(each.type);
      expect(data.map(({ secretKey }) => secretKey).sort()).toEqual([...keys].sort());
    });

    test('is carried in a native Secret', () => {
      const fields = [...Object.keys(each.required), ...optionalFields];
      const values = Object.fromEntries(fields.map(field => [field, new SecretValue('value')]));
      const { bundle } = credential(plainEngine, each, { name, backend: { backend: 'native', values } });
      expect(bundle.secret).toMatchObject({ kind: 'Secret', type: each.type });
      expect(Object.keys(bundle.secret?.data ?? {}).sort()).toEqual([...keys].sort());
    });

    test('is wired into a service', () => {
      const { keys: handles } = credential(plainEngine, each, { name, backend });
      const names = Object.fromEntries(Object.keys(handles).map((field, index) => [field, `FIELD_${index}`]));
      const spec = { name: 'a', image: 'a', env: envOf(each, handles, names), files: { '/etc/a': filesOf(handles) } };
      expect(service(plainEngine, spec).service.kind).toBe('Service');
    });
  });
});
