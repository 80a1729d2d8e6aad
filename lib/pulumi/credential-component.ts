import { ComponentResource, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { credential, type Backend, type CredentialSpec, type KeyReferences } from '../core/credential';
import type { CredentialClass, Field } from '../core/credential-class';
import type { Env } from '../core/env';
import type { Files } from '../core/files';
import type { AwsConsumer } from '../core/iam/aws-consumer';
import type { Bundle, Named, ObjectSpec } from '../core/manifest';
import { everySecretLister, reader } from '../core/reader';
import type { Subject } from '../core/subject';
import { envOf, filesOf } from '../core/wiring';
import { claim, declare, named, plan, type Resources } from './plan';
import { bring, show } from './references';
import { within } from './within';

/** What Pulumi takes as `dependsOn`. */
export type DependsOn = NonNullable<ComponentResourceOptions['dependsOn']>;

/** Where a backend has its values from, as far as it is made in the same program. */
export type Provenance = {
  /** What has to be there before it works. */
  readonly dependsOn?: readonly DependsOn[];
  /** The AWS account of an access key. */
  readonly accountId?: Input<string>;
  /** The sources and targets that an access key is for, where it is for no others. */
  readonly for?: readonly AwsConsumer<Input<string>>[];
};

/** How the Secret of a credential of class `C` comes to exist. */
export type PulumiBackend<C extends CredentialClass> = Backend<Input<string>, C> & Provenance;

/** What a credential takes, beside its class. */
export type CredentialArgs<C extends CredentialClass> = Omit<CredentialSpec<Input<string>, C>, 'backend'> & {
  /** How its Secret comes to exist: `nativeSecret(…)`, `awsSecretsManager(…)`, `sealed(…)`, `existing(…)`, … */
  readonly backend: PulumiBackend<C>;
};

/** What all components of a credential have. */
export abstract class CredentialComponent<C extends CredentialClass> extends ComponentResource {
  /** The handles of its fields, for `env` and for files. */
  readonly keys: KeyReferences<Input<string>, C>;
  /** The name of the Secret that is used, known when the program runs. */
  readonly secretName: string;
  /** The namespace of the Secret. */
  readonly namespace: Input<string> | undefined;

  readonly #class: C;
  readonly #name: string;
  readonly #opts: ComponentResourceOptions;
  readonly #spec: Named<CredentialSpec<Input<string>, C>>;
  readonly #secretNames: readonly string[];
  #resources: Resources;

  constructor(type: string, name: string, credentialClass: C, args: CredentialArgs<C>, opts: ComponentResourceOptions) {
    // At run time anything may come.
    const provenance = args.backend as Provenance | undefined;
    const accountId = args.accountId ?? provenance?.accountId;
    const spec: Named<CredentialSpec<Input<string>, C>> = named(name, { ...args, accountId });
    const planned = plan(name, opts, spec, (engine, read) => credential(engine, credentialClass, read));
    super(type, name, {}, opts);
    const { keys, secretName, secretNames, madeByOperator, bundle } = planned.made;
    this.#class = credentialClass;
    this.#name = name;
    this.#opts = opts;
    this.#spec = planned.reading.spec;
    this.#secretNames = secretNames;
    this.keys = keys;
    this.secretName = secretName;
    this.namespace = spec.namespace;
    const left = new Set(madeByOperator);
    this.#resources = declare(this, planned, bundle, ({ namespace }) => {
      for (const secret of left)
        if (claim(this, name, { apiVersion: 'v1', kind: 'Secret', namespace, name: secret })) left.delete(secret);
    });
    bring(this, provenance?.for && { for: provenance.for }, Object.values(keys));
    show(this, { keys, ...keys });
    this.registerOutputs({ secretName });
  }

  /** The resources that were made, by id: `external-secret`, `sealed-secret`, `secret`, `reader`, … */
  get resources(): Resources {
    return { ...this.#resources };
  }

  /**
   * The credential as environment variables, under the names that programs read it from.
   *
   * @param names Other names, by field; fields that are not named are left out. @default - all fields
   * @throws ResourceError for a field that the credential has not, or whose key is no variable's name
   */
  env(names?: Readonly<Partial<Record<Field<C>, string>>>): Env<Input<string>> {
    return within({ name: this.#name, resource: this }, () => envOf(this.#class, this.keys, names));
  }

  /** The credential as files, named as its keys. */
  files(): Files<Input<string>> {
    return filesOf(this.keys);
  }

  /**
   * Lets subjects `get` exactly this credential's Secrets through the API, and nothing else.
   *
   * Pods that take it as env or file need no grant. A subject may be named twice.
   *
   * @throws ResourceError if there is no subject, or one that stands for everybody
   */
  grantRead(...subjects: readonly Subject<Input<string>>[]): void {
    this.#grant(object => reader(object, this.#secretNames, subjects));
  }

  /**
   * **Shows subjects every value of every Secret in the namespace.** `kubectl get secrets` needs this, as there is no
   * list without values; `kubectl get secret NAME` needs only {@link grantRead}.
   *
   * @throws ResourceError if there is no subject, or one that stands for everybody
   */
  unsafeGrantListEverySecret(...subjects: readonly Subject<Input<string>>[]): void {
    this.#grant(object => everySecretLister(object, subjects));
  }

  #grant(make: (object: Named<ObjectSpec<Input<string>>>) => Bundle<Input<string>>): void {
    const { name, namespace, labels, annotations } = this.#spec;
    const object = { name, namespace, labels, annotations };
    const planned = plan(this.#name, { ...this.#opts, parent: this }, object, (_, read) => make(read));
    const missing = Object.entries(planned.made).filter(([id]) => !(id in this.#resources));
    this.#resources = { ...this.#resources, ...declare(this, planned, Object.fromEntries(missing)) };
  }
}
