import { requireAccessKey, type AccessKey } from './access-key';
import { requirePartition, requireRegionName, requireRoleArn } from './arn';
import { FieldError } from './field-error';
import type { KeyReference } from './key-reference';
import { metadata, type Manifest, type Named, type ObjectSpec } from './manifest';
import { requireName, requireNamespace, requireServiceAccount } from './names';
import { roleServiceAccount } from './role-service-account';

/** A store of External Secrets, as the credentials that are read through it need to know it. */
export type StoreReference<Text> = {
  readonly storeKind: 'SecretStore' | 'ClusterSecretStore';
  readonly storeName: string;
  /** Where a SecretStore is. */
  readonly namespace: Text | undefined;
  /** The namespaces that a ClusterSecretStore serves, where they are known. */
  readonly namespaces: readonly string[] | undefined;
  readonly region: string | undefined;
};

/** Who reads Secrets Manager for the store. */
export type StoreAuth<Text> =
  | {
      /**
       * The IAM role that the store's own service account takes (IRSA). Its policy is what `readPolicy` gives.
       * https://external-secrets.io/latest/provider/aws-access/
       */
      readonly roleArn: Text;
      /** The name of that service account, which is made. @default - the store's name */
      readonly serviceAccountName?: string | undefined;
    }
  | {
      /** An access key that is in the cluster already, in the store's namespace: sealed, say. */
      readonly credentials: AccessKey<Text>;
    }
  | {
      /** The identity of External Secrets' own pod: EKS Pod Identity, or the node's. All stores without another share it. */
      readonly controller: {
        /** A role that this identity takes for the store. @default - it reads by itself */
        readonly assumeRoleArn?: Text | undefined;
      };
    };

/** A store of External Secrets over AWS Secrets Manager. */
export type AwsSecretStoreSpec<Text> = ObjectSpec<Text> & {
  /** The AWS region of the secrets, such as `eu-west-1`. */
  readonly region: string;
  readonly auth: StoreAuth<Text>;
  /**
   * The namespaces that may read through the store. Where it is set, the store is a ClusterSecretStore, and `namespace`
   * is where its service account or access key is.
   *
   * @default - a SecretStore, for its own namespace alone
   */
  readonly namespaces?: readonly [string, ...string[]] | undefined;
};

/** The objects of a store. */
export type StoreBundle<Text> = { readonly 'service-account'?: Manifest<Text>; readonly store: Manifest<Text> };

/** A SecretStore or ClusterSecretStore, and the service account that its role is for. */
export function secretStore<Text>(spec: Named<AwsSecretStoreSpec<Text>>): {
  reference: StoreReference<Text>;
  bundle: StoreBundle<Text>;
} {
  requireStore(spec);
  const clusterWide = spec.namespaces !== undefined;
  const storeKind = clusterWide ? 'ClusterSecretStore' : 'SecretStore';
  const assumeRoleArn = 'controller' in spec.auth ? spec.auth.controller.assumeRoleArn : undefined;
  const store: Manifest<Text> = {
    apiVersion: 'external-secrets.io/v1',
    kind: storeKind,
    metadata: metadata(clusterWide ? { ...spec, namespace: undefined } : spec),
    spec: {
      ...(spec.namespaces ? { conditions: [{ namespaces: spec.namespaces }] } : {}),
      provider: {
        aws: {
          service: 'SecretsManager',
          region: spec.region,
          ...(assumeRoleArn === undefined ? {} : { role: assumeRoleArn }),
          ...auth(spec, clusterWide ? { namespace: spec.namespace } : {}),
        },
      },
    },
  };
  return {
    reference: {
      storeKind,
      storeName: spec.name,
      namespace: spec.namespace,
      namespaces: spec.namespaces,
      region: spec.region,
    },
    bundle: { ...serviceAccount(spec), store },
  };
}

/**
 * A store that keywire does not make.
 *
 * @throws FieldError if the name is no name of an object
 */
export function existingStore<Text = never>(store: {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
  /** Where a SecretStore is. @default - where the credential is */
  readonly namespace?: Text | undefined;
  /** The region it reads. @default - not checked */
  readonly region?: string | undefined;
}): StoreReference<Text> {
  // At run time anything may come.
  const kind: string = store.kind;
  if (kind !== 'SecretStore' && kind !== 'ClusterSecretStore')
    throw new FieldError('existingStore().kind', 'must be SecretStore or ClusterSecretStore');
  requireName('existingStore().name', store.name, 'subdomain');
  requireNamespace('existingStore().namespace', store.namespace);
  if (store.region !== undefined) requireRegionName('existingStore().region', store.region);
  return {
    storeKind: kind,
    storeName: store.name,
    namespace: store.namespace,
    namespaces: undefined,
    region: store.region,
  };
}

function requireStore<Text>(spec: Named<AwsSecretStoreSpec<Text>>): void {
  requireName('name', spec.name, 'subdomain');
  requireNamespace('namespace', spec.namespace);
  requireRegionName('region', spec.region);
  if (spec.namespaces?.length === 0)
    throw new FieldError('namespaces', 'must name at least one namespace, or be left out');
  spec.namespaces?.forEach((namespace, index) => {
    requireName(`namespaces[${index}]`, namespace, 'label');
  });
  requireAuth(spec);
}

function requireAuth<Text>({ auth, name, namespace, namespaces, region }: Named<AwsSecretStoreSpec<Text>>): void {
  const got: unknown = auth;
  if (typeof got !== 'object' || got === null)
    throw new FieldError('auth', 'must be one of { roleArn }, { credentials } and { controller: {} }');
  const given = ['roleArn', 'credentials', 'controller'].filter(way => way in auth);
  if (given.length !== 1)
    throw new FieldError(
      'auth',
      `must be one of { roleArn }, { credentials } and { controller: {} }, not ${given.length} of them`,
    );
  if (namespaces && namespace === undefined && !('controller' in auth)) {
    throw new FieldError(
      'namespace',
      "must say where the store's service account or access key is, as it serves several namespaces",
    );
  }
  if ('roleArn' in auth) {
    requireRoleArn('auth.roleArn', auth.roleArn);
    requirePartition('auth.roleArn', auth.roleArn, region);
    requireServiceAccount('auth.serviceAccountName', auth.serviceAccountName ?? name);
  } else if ('credentials' in auth) {
    requireAccessKey('auth.credentials', auth.credentials, 'an access key such as an AwsCredentialSecret', namespace);
  } else if (typeof auth.controller !== 'object' || (auth.controller as unknown) === null) {
    throw new FieldError('auth.controller', 'must be an object, as in { controller: {} }');
  } else if (auth.controller.assumeRoleArn !== undefined) {
    requireRoleArn('auth.controller.assumeRoleArn', auth.controller.assumeRoleArn);
    requirePartition('auth.controller.assumeRoleArn', auth.controller.assumeRoleArn, region);
  }
}

const accountName = <Text>({ auth, name }: Named<AwsSecretStoreSpec<Text>>) =>
  'roleArn' in auth ? (auth.serviceAccountName ?? name) : undefined;

function auth<Text>(spec: Named<AwsSecretStoreSpec<Text>>, where: { readonly namespace?: Text | undefined }) {
  if ('roleArn' in spec.auth) return { auth: { jwt: { serviceAccountRef: { name: accountName(spec), ...where } } } };
  if (!('credentials' in spec.auth)) return {};
  const { accessKeyId, secretAccessKey, sessionToken } = spec.auth.credentials;
  const selector = ({ secret, key }: KeyReference<Text>) => ({ name: secret.name, key, ...where });
  return {
    auth: {
      secretRef: {
        accessKeyIDSecretRef: selector(accessKeyId),
        secretAccessKeySecretRef: selector(secretAccessKey),
        ...(sessionToken ? { sessionTokenSecretRef: selector(sessionToken) } : {}),
      },
    },
  };
}

function serviceAccount<Text>(spec: Named<AwsSecretStoreSpec<Text>>): Pick<StoreBundle<Text>, 'service-account'> {
  const name = accountName(spec);
  if (!('roleArn' in spec.auth) || name === undefined) return {};
  return { 'service-account': roleServiceAccount({ ...spec, name }, spec.auth.roleArn) };
}
