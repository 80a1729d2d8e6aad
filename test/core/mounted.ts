import { generic } from '../../lib/core/credential-class';
import { mountedCredential } from '../../lib/core/mounted-credential';
import { plainEngine } from './engines';

export const identity = { roleArn: 'arn:aws:iam::123456789012:role/orders', serviceAccountName: 'orders' };
export const source = { region: 'eu-west-1', secret: 'prod/orders/database' };

/** A mounted credential named `database` in the namespace `orders`; at run time anything may come. */
export const mounted = (spec: object = {}) =>
  mountedCredential(plainEngine, {
    name: 'database',
    namespace: 'orders',
    class: generic('username', 'password'),
    source,
    identity,
    ...spec,
  });

type Parameters = Readonly<Record<string, string>>;

/** The `spec` of its SecretProviderClass. */
export const specOf = (spec: object = {}) =>
  mounted(spec).bundle['secret-provider-class'].spec as {
    readonly provider: string;
    readonly parameters: Parameters;
    readonly secretObjects?: readonly object[];
  };

/** The parameters of its SecretProviderClass. */
export const parametersOf = (spec: object = {}): Parameters => specOf(spec).parameters;

/** The objects that it asks for, from a source. */
export const objectsOf = (from: object, spec: object = {}): readonly object[] =>
  JSON.parse(parametersOf({ ...spec, source: { region: 'eu-west-1', ...from } }).objects ?? '') as readonly object[];
