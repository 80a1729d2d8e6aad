/** The Secret behind a credential, as its users need to know it. */
export type SecretReference<Text> = {
  readonly name: string;
  readonly namespace: Text | undefined;
  /** Changes when its users should start anew although the name stays. */
  readonly revision: string | undefined;
  /** The AWS account that the credential belongs to, where it was told. */
  readonly accountId: Text | undefined;
};

/**
 * One field of a credential: a key in a Secret.
 *
 * It comes only from a credential (`aws.accessKeyId`, `db.keys.password`), so that neither the name of the Secret nor
 * the key can be mistyped.
 */
export class KeyReference<Text = unknown> {
  readonly #secret: SecretReference<Text>;

  /** @internal */
  constructor(
    secret: SecretReference<Text>,
    /** The key in the Secret. */
    readonly key: string,
  ) {
    this.#secret = secret;
  }

  /** The Secret that has the key. */
  get secret(): SecretReference<Text> {
    return this.#secret;
  }
}
