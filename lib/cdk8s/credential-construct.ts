import { Construct } from 'constructs';
import { remoteSecrets } from '../core/backends/aws-secrets-manager';
import { backendsOf } from '../core/backends/labelled';
import { objectName } from '../core/claims';
import { credential, type CredentialSpec, type KeyReferences } from '../core/credential';
import type { CredentialClass, Field } from '../core/credential-class';
import type { Env } from '../core/env';
import type { Files } from '../core/files';
import type { Named } from '../core/manifest';
import { everySecretLister, reader } from '../core/reader';
import type { StoreReference } from '../core/secret-store';
import type { Subject } from '../core/subject';
import { envOf, filesOf } from '../core/wiring';
import { claimName, declare, declareMissing, named, within, type ApiObjects } from './declare';
import { cdk8sEngine } from './engine';

/** What all constructs of a credential have. */
export abstract class CredentialConstruct<C extends CredentialClass> extends Construct {
  /** The handles of its fields, for `env`, for files, and for cdk8s-plus. */
  readonly keys: KeyReferences<string, C>;
  /** The name of the Secret that is used. With pinned `versions`, a hash of the last is part of it. */
  readonly secretName: string;
  /** The namespace of the Secret. */
  readonly namespace: string | undefined;

  readonly #class: C;
  readonly #spec: Named<CredentialSpec<string, C>>;
  readonly #secretNames: readonly string[];
  #apiObjects: ApiObjects;

  constructor(scope: Construct, id: string, credentialClass: C, props: CredentialSpec<string, C>) {
    super(scope, id);
    this.#class = credentialClass;
    this.#spec = named(this, props);
    const made = within(this, () => credential(cdk8sEngine, credentialClass, this.#spec));
    this.keys = made.keys;
    this.#secretNames = made.secretNames;
    this.secretName = made.secretName;
    this.namespace = this.#spec.namespace;
    this.#apiObjects = within(this, () => {
      // Under their own names: two makers of one would undo each other's work.
      for (const secret of made.madeByOperator)
        claimName(this, objectName('v1', 'Secret', this.namespace, secret), this.namespace);
      return declare(this, made.bundle);
    });
  }

  /** The cdk8s objects that were made, by id: `external-secret`, `sealed-secret`, `secret`, `reader`, … */
  get apiObjects(): ApiObjects {
    return { ...this.#apiObjects };
  }

  /**
   * The credential as environment variables, under the names that programs read it from.
   *
   * @param names Other names, by field; fields that are not named are left out. @default - all fields
   * @throws FieldError for a field that the credential has not, or whose key is no variable's name
   */
  env(names?: Readonly<Partial<Record<Field<C>, string>>>): Env<string> {
    return within(this, () => envOf(this.#class, this.keys, names));
  }

  /** The credential as files, named as its keys. */
  files(): Files<string> {
    return filesOf(this.keys);
  }

  /**
   * Lets subjects `get` exactly this credential's Secrets through the API, and nothing else.
   *
   * Pods that take it as env or file need no grant. A subject may be named twice.
   *
   * @throws FieldError if there is no subject, or one that stands for everybody
   */
  grantRead(...subjects: readonly Subject<string>[]): void {
    this.#grant(() => reader(this.#spec, this.#secretNames, subjects));
  }

  /**
   * **Shows subjects every value of every Secret in the namespace.** `kubectl get secrets` needs this, as there is no
   * list without values; `kubectl get secret NAME` needs only {@link grantRead}.
   *
   * @throws FieldError if there is no subject, or one that stands for everybody
   */
  unsafeGrantListEverySecret(...subjects: readonly Subject<string>[]): void {
    this.#grant(() => everySecretLister(this.#spec, subjects));
  }

  /** @internal The remote secrets that are read through that store. */
  remoteSecretsIn(store: StoreReference<string>): readonly string[] {
    return backendsOf(this.#spec.backend).flatMap(backend =>
      backend.backend === 'awsSecretsManager' && backend.options.store === store ? remoteSecrets(backend) : [],
    );
  }

  #grant(bundle: () => ReturnType<typeof reader<string>>): void {
    this.#apiObjects = { ...this.#apiObjects, ...within(this, () => declareMissing(this, bundle())) };
  }
}
