import type { Input } from '@pulumi/pulumi';
import { awsSecretsManager, type AwsSecretsManager } from '../../core/backends/aws-secrets-manager';
import type { StoreReference } from '../../core/secret-store';
import type { Labelled } from '../../core/backends/labelled';
import type { DependsOn, Provenance } from '../credential-component';
import { versionsOf } from './versions';

/** Where a secret is in Secrets Manager, and how it is kept there. */
export type RemoteSecretOptions = {
  /** Its name. Of one that exists already, the ARN will do, too. */
  readonly secret: string;
  /** The ARN of the KMS key that it is encrypted with. @default - the account's own key */
  readonly kmsKeyArn?: Input<string> | undefined;
  /** How many days a deleted secret can be brought back, and keeps its name: 0, or 7 to 30. @default 30 */
  readonly recoveryWindowInDays?: number | undefined;
  /** @default {} */
  readonly tags?: Readonly<Record<string, Input<string>>> | undefined;
};

/** How it is read from there. */
export type ReadOptions = Pick<
  AwsSecretsManager<Input<string>, never>['options'],
  'refreshInterval' | 'creationPolicy' | 'deletionPolicy'
> & {
  /** The optional fields that it holds. @default - those that the values of its class have */
  readonly optionalFields?: readonly string[] | undefined;
};

/** Which property of the JSON is which field, where it is known. */
export type Layout = {
  readonly properties?: Readonly<Record<string, string>>;
  readonly optionalFields?: readonly string[];
};

/** One secret: its name, what is in it, and what has to be there before it can be read. */
type RemoteVersion = {
  readonly label: string | undefined;
  readonly secret: string;
  readonly layout: Layout;
  readonly dependsOn: readonly DependsOn[];
};

type OneBackend<Field extends string> = AwsSecretsManager<Input<string>, Field>;

/** The backend of a credential that comes from Secrets Manager, and where it is from. */
export type RemoteBackend<Field extends string> = (OneBackend<Field> | Labelled<OneBackend<Field>>) & Provenance;

/** A credential in AWS Secrets Manager: what a store's role has to read, and what becomes a backend through the store. */
export class RemoteSecret<Field extends string> {
  /** @internal */
  readonly versions: readonly RemoteVersion[];
  /** The ARN of the KMS key that it is encrypted with, where it is not the account's own. */
  readonly kmsKeyArn: Input<string> | undefined;
  readonly #provenance: Provenance;

  /** @internal */
  constructor(remote: {
    readonly versions: readonly RemoteVersion[];
    readonly kmsKeyArn: Input<string> | undefined;
    readonly provenance?: Provenance;
  }) {
    this.versions = remote.versions;
    this.kmsKeyArn = remote.kmsKeyArn;
    this.#provenance = remote.provenance ?? {};
  }

  /** The names or ARNs in Secrets Manager: one, or one for each label. */
  get secrets(): readonly string[] {
    return this.versions.map(({ secret }) => secret);
  }

  /** The backend of a credential that External Secrets reads through that store. */
  readThrough(store: StoreReference<Input<string>>, options: ReadOptions = {}): RemoteBackend<Field> {
    const versions = this.versions.map(({ label, secret, layout }) => ({
      label,
      backend: awsSecretsManager({ ...layout, ...options, store, secret }) as OneBackend<Field>,
    }));
    return { ...versionsOf(versions), ...this.#provenance, dependsOn: this.versions.flatMap(each => each.dependsOn) };
  }
}
