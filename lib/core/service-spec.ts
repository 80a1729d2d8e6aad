import type { ServiceEnv } from './env';
import type { FileMounts } from './files';
import type { KeyReference } from './key-reference';
import type { ObjectSpec } from './manifest';

/** A credential, as far as its keys go. */
type HasKeys<Text> = { readonly keys: Readonly<Record<string, KeyReference<Text> | undefined>> };

/** All fields of a credential as environment variables, named as its keys. */
export type EnvFrom<Text> =
  | (HasKeys<Text> & { readonly prefix?: never })
  | {
      readonly credential: HasKeys<Text>;
      /** Put before each key. @default '' */
      readonly prefix?: string | undefined;
    };

/** Quantities of cpu, memory and the like. https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
export type Quantities<Text> = Readonly<Record<string, Text | string | number>>;

/** A Knative Service that uses credentials. https://knative.dev/docs/serving/reference/serving-api/ */
export type ServiceSpec<Text> = ObjectSpec<Text> & {
  /** The container image. */
  readonly image: Text;
  /** The program, instead of the image's; `$(NAME)` in it becomes a variable's value. @default - the image's */
  readonly command?: readonly Text[] | undefined;
  /** Its arguments; `$(NAME)` in them becomes a variable's value. @default - the image's */
  readonly args?: readonly Text[] | undefined;
  /**
   * Environment variables: `{ ...aws.env(), LOG_LEVEL: 'debug' }`. Texts are taken literally: `$(NAME)` is not expanded.
   *
   * @default {}
   */
  readonly env?: ServiceEnv<Text> | undefined;
  /** Credentials of which every key becomes a variable; for AWS, only the convention `environment` is of use. @default [] */
  readonly envFrom?: readonly EnvFrom<Text>[] | undefined;
  /**
   * Folders with credentials as files: `{ '/etc/aws': aws.files() }`.
   *
   * For those of a `MountedCredential`, Knative has to have `kubernetes.podspec-volumes-csi: enabled` in the ConfigMap
   * `config-features` of `knative-serving`; `allowed` is not enough. A pod that starts waits for AWS each time.
   * https://knative.dev/docs/serving/configuration/feature-flags/
   *
   * @default {}
   */
  readonly files?: FileMounts<Text> | undefined;
  /**
   * The port that the container listens on. `h2c` is HTTP/2 without TLS.
   *
   * @default - 8080, Knative's own, told to the container as PORT
   */
  readonly port?: { readonly number: number; readonly protocol?: 'http1' | 'h2c' | undefined } | undefined;
  /**
   * The service account that the pods run as: where IAM roles hang. No token of the Kubernetes API is mounted; for a
   * program that needs one, remove `/spec/template/spec/automountServiceAccountToken` with a JSON patch.
   *
   * @default - that of the mounted credentials in `files`, or else the namespace's
   */
  readonly serviceAccountName?: string | undefined;
  /** Names of the Secrets that the image is pulled with. @default [] */
  readonly imagePullSecrets?: readonly string[] | undefined;
  /** How many pods there are, at least and at most. https://knative.dev/docs/serving/autoscaling/scale-bounds/ @default - 0 to no limit */
  readonly scale?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  /** How many requests a pod handles at a time, at most; 0 is no limit. Knative takes up to 1000 unless configured. @default - the cluster's */
  readonly concurrency?: number | undefined;
  /** How long a request may take, in seconds. Knative takes up to 600 unless configured. @default - the cluster's */
  readonly timeoutSeconds?: number | undefined;
  /** What the container asks for and what it may take. @default - none */
  readonly resources?:
    { readonly requests?: Quantities<Text> | undefined; readonly limits?: Quantities<Text> | undefined } | undefined;
  /** Whether the service has an address outside of the cluster. @default 'public' */
  readonly visibility?: 'public' | 'cluster-local' | undefined;
};

/** The prefix and keys of an entry of `envFrom`, however it was given. */
export function prefixed<Text>(entry: EnvFrom<Text>): { prefix: string; keys: HasKeys<Text>['keys'] } {
  if (!('credential' in entry)) return { prefix: '', keys: entry.keys };
  return { prefix: entry.prefix ?? '', keys: entry.credential.keys };
}
