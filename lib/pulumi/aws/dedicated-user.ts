import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from '@pulumi/pulumi';
// Each by its own path: the whole of the package takes a quarter of a second to load.
import { AccessKey } from '@pulumi/aws/iam/accessKey';
import { User } from '@pulumi/aws/iam/user';
import { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import { parseArn } from '../../core/arn';
import { aws, type AwsClass } from '../../core/classes/aws';
import type { AwsConsumer } from '../../core/iam/aws-consumer';
import { requireOwnAccount } from '../../core/iam/own-account';
import type { IamPolicy } from '../../core/iam/policy-document';
import { policyFor } from '../../core/iam/policy-for';
import { requirePolicySize } from '../../core/iam/policy-size';
import { requireSecretId } from '../../core/secret-id';
import type { PulumiBackend } from '../credential-component';
import { nativeSecret } from '../native-secret';
import { childOptions } from '../plan';
import { reading, whenKnown } from '../reading';
import { within } from '../within';
import { iamOptions, onceChecked, type IamOptions } from './iam-options';
import { requireKeyLabels, type KeyLabels } from './key-labels';
import { awsSecretsManagerSecret } from './aws-secrets-manager-secret';
import { onceMade } from './once-made';
import { RemoteSecret, type RemoteSecretOptions } from './remote-secret';
import { statementsOf } from './role-policies';
import { versionsOf } from './versions';

/** The args of a {@link DedicatedUser}. */
export type DedicatedUserArgs = IamOptions & {
  /**
   * The sources and targets that use its key. Each is made later: `{ ...incoming, credentials, sink }`.
   *
   * Remove an AWSEventBridgeSource, AWSS3Source or AWSSNSSource in one `up`, and from here in the next: what TriggerMesh
   * made for it in AWS goes with this key, and Pulumi narrows the policy before it deletes the source.
   */
  readonly for: readonly AwsConsumer<Input<string>>[];
  /**
   * Labels of its access keys, one or two: the last is delivered, as a Secret named for its label.
   *
   * To rotate, add a label; drop the old one in a later `up`, when nothing reads it any more: its key is then deleted.
   * IAM has no room for a third key, which Pulumi would make before it deletes one: of two labels, never replace one.
   *
   * @default - one key, delivered under the credential's own name
   */
  readonly keys?: KeyLabels | undefined;
  /**
   * The user's name in IAM. Another name is another user: without labels, the new key takes the old one's place at once.
   *
   * @default - the logical name
   */
  readonly name?: string | undefined;
  /** What else it may do: `kms:Decrypt` on the key of a queue, say. @default [] */
  readonly policies?: readonly IamPolicy<Input<string>>[] | undefined;
};

/**
 * An IAM user that may do what its sources and targets do, and nothing else, and its access keys.
 *
 * Its credential, and what uses that, is deleted before the user and its policy are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 *
 * @example
 * const incoming = { kind: 'AWSSQSSource', spec: { arn: queue.arn } } as const;
 * const orders = new DedicatedUser('orders', { for: [incoming], keys: ['2026-01'] });
 * const aws = new AwsCredentialSecret('aws', { namespace: 'orders', backend: orders.inNativeSecret() });
 * new EventSource('incoming', { ...incoming, namespace: 'orders', credentials: aws, sink: worker });
 *
 * @throws ResourceError for no sources, more than two keys, and sources of several accounts or partitions
 */
export class DedicatedUser extends ComponentResource {
  /** The user's name in IAM. */
  readonly userName: string;
  readonly userArn: Output<string>;
  /** What the user may do, as JSON. */
  readonly policy: Output<string>;
  /** The resources that were made; the keys in the order of their labels. */
  readonly resources: { readonly user: User; readonly policy: UserPolicy; readonly keys: readonly AccessKey[] };

  readonly #name: string;
  readonly #opts: ComponentResourceOptions;
  readonly #for: DedicatedUserArgs['for'];
  readonly #policy: UserPolicy;
  readonly #keys: readonly { readonly label: string | undefined; readonly key: AccessKey }[];

  constructor(name: string, args: DedicatedUserArgs, opts: ComponentResourceOptions = {}) {
    const { userName, labels, options, spec } = within({ name, resource: opts.parent }, () => checked(name, args));
    super('keywire:aws:DedicatedUser', name, {}, opts);
    const owner = { name, resource: this };
    const { path, permissionsBoundary, tags } = options.spec;
    const user = new User(
      `${name}-user`,
      { name: userName, path, permissionsBoundary, tags: tags && { ...tags } },
      childOptions(this, opts, onceChecked(owner, options)),
    );
    const withUser = reading({ ...spec.spec, userArn: user.arn });
    this.policy = whenKnown(owner, withUser, (known: Known) => {
      requireOwnAccount('for', policyFor(known.for, 'for'), known.userArn);
      return JSON.stringify(userPolicy(known));
    });
    const policy = new UserPolicy(
      `${name}-policy`,
      { name: userName, user: user.name, policy: this.policy },
      childOptions(this, opts, [onceMade(this.policy)]),
    );
    this.#keys = labels.map((label, index) => {
      const id = label === undefined ? 'key' : `key-${label}`;
      // The first label takes over the key that had none: a key of its own would be one too many.
      const aliases = label !== undefined && index === 0 ? { aliases: [{ name: `${name}-key` }] } : {};
      const child = { ...childOptions(this, opts, [policy]), ...aliases };
      return { label, key: new AccessKey(`${name}-${id}`, { user: user.name }, child) };
    });
    this.resources = { user, policy, keys: this.#keys.map(({ key }) => key) };
    this.#name = name;
    this.#opts = opts;
    this.#for = spec.spec.for;
    this.#policy = policy;
    this.userName = userName;
    this.userArn = user.arn;
    this.registerOutputs({ userName, userArn: this.userArn });
  }

  /** The backend of a credential whose native Secret holds the key. */
  inNativeSecret(): PulumiBackend<AwsClass> {
    const versions = this.#keys.map(({ label, key }) => ({ label, backend: nativeSecret(valuesOf(key)) }));
    return { ...versionsOf(versions), ...this.#provenance(), dependsOn: [this.#policy] };
  }

  /**
   * The key in AWS Secrets Manager, under the name that is given, and below it by label where keys have labels:
   * `prod/orders/aws/2026-04`.
   *
   * @example
   * backend: orders.inSecretsManager({ secret: 'prod/orders/aws' }).readThrough(store)
   */
  inSecretsManager(options: RemoteSecretOptions): RemoteSecret<'accessKeyId' | 'secretAccessKey'> {
    const { secret } = options;
    within({ name: this.#name, resource: this }, () => requireSecretId('secret', secret));
    const versions = this.#keys.flatMap(({ label, key }) => {
      const named = label === undefined ? secret : `${secret}/${label}`;
      const args = { ...options, class: aws, secret: named, values: valuesOf(key) };
      const made = awsSecretsManagerSecret(`${this.#name}-${named}`, args, childOptions(this, this.#opts));
      return made.versions.map(version => ({ ...version, label }));
    });
    return new RemoteSecret({ versions, kmsKeyArn: options.kmsKeyArn, provenance: this.#provenance() });
  }

  #provenance() {
    return { for: this.#for, accountId: this.userArn.apply(arn => parseArn(arn)?.account) as Output<string> };
  }
}

/** What the policy depends on. */
type UserSpec<Text> = {
  readonly for: readonly AwsConsumer<Text>[];
  readonly policies: readonly IamPolicy<Text>[];
};

/** The same, once it is known. */
type Known = UserSpec<string> & { readonly userArn: string };

const valuesOf = (key: AccessKey) => ({ accessKeyId: key.id, secretAccessKey: key.secret });

function checked(name: string, args: DedicatedUserArgs) {
  const { name: userName = name, for: consumers, keys, policies = [] } = args;
  const options = iamOptions(userName, args);
  requireKeyLabels('keys', keys);
  const spec = reading<UserSpec<Input<string>>>({ for: consumers, policies });
  if (spec.later.size === 0) userPolicy(spec.spec as UserSpec<string>);
  return { userName, labels: keys ?? [undefined], options, spec };
}

/** What the user may do. Throws for what IAM would not take of it. */
function userPolicy({ for: consumers, policies }: UserSpec<string>): IamPolicy {
  const derived = policyFor(consumers, 'for');
  const document = { ...derived, Statement: [...derived.Statement, ...policies.flatMap(statementsOf)] };
  requirePolicySize('for', document, 'user');
  return document;
}
