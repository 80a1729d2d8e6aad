import { Construct } from 'constructs';
import { parseArn } from '../core/arn';
import { FieldError } from '../core/field-error';
import type { PolicyDocument } from '../core/iam/policy-document';
import { readPolicy } from '../core/iam/read-policy';
import { secretStore, type AwsSecretStoreSpec, type StoreReference } from '../core/secret-store';
import { CredentialConstruct } from './credential-construct';
import { agreeOnRole, declare, named, within, type ApiObjects } from './declare';

/** The props of an {@link AwsSecretStore}. */
export type AwsSecretStoreProps = AwsSecretStoreSpec<string>;

/**
 * A store of External Secrets over AWS Secrets Manager. One serves many credentials.
 *
 * Makes a SecretStore, or a ClusterSecretStore where `namespaces` are given, and the service account of its role.
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 *
 * @throws FieldError for props that External Secrets or Kubernetes could not work with
 */
export class AwsSecretStore extends Construct implements StoreReference<string> {
  /** Whether it serves its own namespace, or those that were named. */
  readonly storeKind: 'SecretStore' | 'ClusterSecretStore';
  /** The name of the store. */
  readonly storeName: string;
  /** The namespace of a SecretStore; of a ClusterSecretStore, that of its service account or access key. */
  readonly namespace: string | undefined;
  /** The namespaces that a ClusterSecretStore serves. */
  readonly namespaces: readonly string[] | undefined;
  /** The AWS region of the secrets. */
  readonly region: string;
  /** The cdk8s objects that were made: `store`, and `service-account` where there is a role. */
  readonly apiObjects: ApiObjects<'store'> & Partial<ApiObjects<'service-account'>>;

  readonly #accountId: string | undefined;

  constructor(scope: Construct, id: string, props: AwsSecretStoreProps) {
    super(scope, id);
    const spec = named(this, props);
    const { reference, bundle } = within(this, () => secretStore(spec));
    this.storeKind = reference.storeKind;
    this.storeName = reference.storeName;
    this.namespace = reference.namespace;
    this.namespaces = reference.namespaces;
    this.region = props.region;
    this.#accountId = 'roleArn' in props.auth ? parseArn(props.auth.roleArn)?.account : undefined;
    this.apiObjects = within(this, () => {
      const account = bundle['service-account'];
      if (account && 'roleArn' in props.auth) {
        const { roleArn } = props.auth;
        agreeOnRole(this, 'auth.roleArn', {
          namespace: this.namespace,
          serviceAccount: account.metadata.name,
          roleArn,
        });
      }
      return declare(this, bundle);
    });
    this.node.defaultChild = this.apiObjects.store;
  }

  /**
   * The IAM policy that lets the store's role read exactly the secrets of the credentials declared so far.
   *
   * @throws FieldError if no credential is read through the store yet, or the account can't be told from `roleArn`
   */
  readPolicy(
    options: {
      /** The account that the secrets are in. @default - the role's */
      readonly accountId?: string | undefined;
      /** The ARNs of the KMS keys that they are encrypted with. @default - the account's own key */
      readonly kmsKeyArns?: readonly string[] | undefined;
    } = {},
  ): PolicyDocument {
    const secrets = this.node.root.node
      .findAll()
      .flatMap(construct => (construct instanceof CredentialConstruct ? construct.remoteSecretsIn(this) : []));
    return within(this, () => {
      const accountId = options.accountId ?? this.#accountId;
      if (accountId === undefined)
        throw new FieldError('accountId', 'must be told, as the store has no role to read it from');
      return readPolicy({ region: this.region, secrets, ...options, accountId });
    });
  }
}
