import { isPlainObject } from '../deferred';
import type { StoreReference } from '../secret-store';

/** One secret in Secrets Manager that holds the value of one field. */
export type RemoteValue<Text = string> = {
  /** Its name or ARN. */
  readonly secret: NoInfer<Text> | string;
  /** The property of the JSON in it. @default - the secret is no JSON, its whole text is the value */
  readonly property?: string | undefined;
};

/** What both forms of {@link AwsSecretsManager} take. */
type DeliveryOptions<Text> = {
  /** The store that reads it: an `AwsSecretStore`, or the reference to one that exists. */
  readonly store: StoreReference<Text>;
  /**
   * How often External Secrets reads it again, as a Go duration.
   *
   * @default '1h0m0s'
   */
  readonly refreshInterval?: string | undefined;
  /**
   * `Owner`: the Secret goes when its ExternalSecret goes. `Orphan`: it stays.
   *
   * @default 'Owner'
   */
  readonly creationPolicy?: 'Owner' | 'Orphan' | undefined;
  /**
   * What becomes of the Secret when the remote one is deleted: `Retain` it, `Delete` it, or `Merge`: drop its keys.
   *
   * @default 'Retain'
   */
  readonly deletionPolicy?: 'Retain' | 'Delete' | 'Merge' | undefined;
};

/** One remote secret holds all fields, as the properties of a JSON object. */
export type OneSecret<Text, Field extends string, Optional extends string = Field> = {
  /** Its name or ARN. With `versions`, it has to be known when the program runs. */
  readonly secret: NoInfer<Text> | string;
  /** The property that holds a field. @default - the field's key in the Secret */
  readonly properties?: Readonly<Partial<Record<Field, string>>> | undefined;
  /** The optional fields that it holds. @default [] */
  readonly optionalFields?: readonly Optional[] | undefined;
  readonly secrets?: never;
} & (
  | {
      /**
       * Version ids to deliver, oldest first: the last is used, those before stay for pods that still run with them.
       *
       * A hash of each is part of its Secret's name, so that a pod with the new version starts when it is there and
       * not before. To rotate, add the new id; drop the old one in a later change.
       *
       * @default - the version that has the stage, under a stable name
       */
      readonly versions?: readonly [string, ...string[]] | undefined;
      readonly stage?: never;
    }
  | {
      readonly versions?: never;
      /** The staging label of the version to deliver. @default 'AWSCURRENT' */
      readonly stage?: string | undefined;
    }
);

/** Each field is a remote secret of its own. */
export type SecretPerField<Text, Field extends string> = {
  /** The name or ARN of the secret with each field; every required field has to be there. */
  readonly secrets: Readonly<Partial<Record<Field, NoInfer<Text> | string | RemoteValue<NoInfer<Text>>>>>;
  readonly versions?: never;
  /** The staging label of the version to deliver. @default 'AWSCURRENT' */
  readonly stage?: string | undefined;
};

/** The options of {@link awsSecretsManager}. */
export type AwsSecretsManagerOptions<
  Text,
  Field extends string,
  Optional extends string = Field,
> = DeliveryOptions<Text> & (OneSecret<Text, Field, Optional> | SecretPerField<Text, Field>);

/** A credential that External Secrets reads from AWS Secrets Manager. */
export type AwsSecretsManager<Text, Field extends string> = {
  readonly backend: 'awsSecretsManager';
  readonly options: AwsSecretsManagerOptions<Text, Field>;
};

/**
 * The values are in AWS Secrets Manager, and External Secrets brings them to the cluster. Nothing secret is needed at synth.
 *
 * Makes an ExternalSecret (`external-secrets.io/v1`) for each delivered version.
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
export const awsSecretsManager = <Text, Field extends string = never, Optional extends string = never>(
  // Two parameters: from a record and a list for one, the compiler would take the list's word alone.
  options: AwsSecretsManagerOptions<Text, Field, Optional>,
): AwsSecretsManager<Text, NoInfer<Field | Optional>> => ({
  backend: 'awsSecretsManager',
  options: options as AwsSecretsManagerOptions<Text, Field | Optional>,
});

/** A remote value, however it was given. */
export const remoteValue = <Text>(remote: Text | string | RemoteValue<Text>): RemoteValue<Text> =>
  isPlainObject(remote) ? remote : { secret: remote };

/** The remote secrets that are read, by name or ARN: what the store's role has to be allowed. */
export const remoteSecrets = <Text>({ options }: AwsSecretsManager<Text, string>): readonly (Text | string)[] =>
  options.secrets === undefined
    ? [options.secret]
    : Object.values(options.secrets).flatMap(remote => (remote === undefined ? [] : [remoteValue(remote).secret]));
