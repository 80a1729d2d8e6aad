/** A mounted credential, as the services that mount it need to know it. */
export type Mount<Text> = {
  /** The name of its SecretProviderClass. */
  readonly secretProviderClass: string;
  readonly namespace: Text | undefined;
  /** The service account that pods have to run as, since AWS is asked in its name. */
  readonly serviceAccountName: string;
  /** Changes when its users should start anew although the names stay. */
  readonly revision: string | undefined;
};

/**
 * All files of a mounted credential: a volume of its own, which has room for no others.
 *
 * It comes only from a `MountedCredential`, and fits only a folder of `files` of a `TriggerMeshService`.
 */
export class MountedFiles<Text = unknown> {
  /** All that a spread leaves, so that one is found. */
  readonly isMounted = true;
  readonly #mount: Mount<Text>;

  /** @internal */
  constructor(mount: Mount<Text>) {
    this.#mount = mount;
  }

  /** What is mounted. */
  get mount(): Mount<Text> {
    return this.#mount;
  }
}
