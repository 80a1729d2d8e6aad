import { FieldError } from '../../core/field-error';
import { sealingCertificate, type SealingCertificate } from './certificate';
import { controllerByKubectl, type ControllerService } from './controller-by-kubectl';
import { controllerByUrl } from './controller-by-url';
import { rotatedData } from './rotated-data';
import type { ControllerAnswer, ControllerRequest, ControllerTransport } from './controller-transport';
import type { SealedFile } from './sealed-file';

/** How patient a {@link SealedSecretsController} is. */
export type ControllerPatience = {
  /** How long one answer may take, in milliseconds. @default 30_000, and 60_000 for kubectl, which may have to log in */
  readonly timeout?: number | undefined;
  /** How often it is asked again when it says that this is too often. @default 20 */
  readonly retries?: number | undefined;
};

/**
 * A running controller of Sealed Secrets.
 *
 * It wants to be of version 0.40.0 or newer: in older ones, who could reach `/v1/rotate` (or, before 0.39.0,
 * `/v1/verify`) and read Git could find out values through templates. keywire sends no templates; an older controller
 * takes them from others. https://github.com/bitnami/sealed-secrets/pull/2049
 */
export class SealedSecretsController {
  private constructor(
    private readonly transport: ControllerTransport,
    private readonly retries = 20,
  ) {}

  /**
   * The controller under an address: its own, that of an ingress, or the API server's proxy, as in
   * `http://127.0.0.1:8001/api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:8080/proxy`.
   *
   * @throws FieldError for anything but http:// and https://
   */
  static at(url: string, { timeout, retries }: ControllerPatience = {}): SealedSecretsController {
    return new SealedSecretsController(controllerByUrl(url, timeout), retries);
  }

  /** The controller in the cluster of a context of the user's kubeconfig, asked by way of `kubectl`. */
  static byKubectl(service: ControllerService, { timeout, retries }: ControllerPatience = {}): SealedSecretsController {
    return new SealedSecretsController(controllerByKubectl(service, timeout), retries);
  }

  /** Where errors say that it is. */
  get address(): string {
    return this.transport.address;
  }

  /** Whether nobody on the way can answer in its place. Where it is false, compare the certificate's fingerprint. */
  get safe(): boolean {
    return this.transport.safe;
  }

  /**
   * The newest certificate.
   *
   * @throws FieldError if there is no answer, or it is no certificate that one may seal with
   */
  async certificate(): Promise<SealingCertificate> {
    const { status, body } = await this.ask({ path: '/v1/cert.pem' });
    if (status !== 200) throw new FieldError(this.address, unexpected(status));
    return sealingCertificate(this.address, body);
  }

  /**
   * The ciphertexts of a file, encrypted anew under the newest key. No value leaves the controller.
   *
   * @throws FieldError if the controller can't open the file, or answers with something else than its keys and values
   */
  async rotate(path: string, file: SealedFile): Promise<SealedFile['encryptedData']> {
    const { status, body } = await this.ask({ path: '/v1/rotate', body: withoutTemplate(file) });
    if (status === 500)
      throw new FieldError(path, `can't be opened by ${this.address} with any of its keys; seal the values again`);
    if (status !== 200) throw new FieldError(this.address, unexpected(status));
    return rotatedData(path, file, body);
  }

  /** Whether the controller can open a file. @throws FieldError if there is no answer */
  async verify(file: SealedFile): Promise<boolean> {
    const { status } = await this.ask({ path: '/v1/verify', body: withoutTemplate(file) });
    if (status === 409) return false;
    if (status !== 200) throw new FieldError(this.address, unexpected(status));
    return true;
  }

  /** It takes two requests a second by default, and says when to come back. */
  private async ask(request: ControllerRequest): Promise<ControllerAnswer> {
    for (let left = this.retries; ; left--) {
      const answer = await this.transport.send(request);
      if (answer.status !== 429) return answer;
      if (left <= 0) break;
      const pause = Math.min(answer.retryAfter ?? 1000, 10_000);
      await new Promise(resolve => setTimeout(resolve, pause));
    }
    throw new FieldError(
      this.address,
      `still answers that it is asked too often, after ${this.retries + 1} tries; try again later, or raise its --rate-limit`,
    );
  }
}

/**
 * What the controller has to see to open the ciphertexts, and nothing else: templates it would render into ciphertext
 * of their own, and whatever differs between the two metadata it would overwrite.
 */
function withoutTemplate({ name, namespace, scope, type, encryptedData }: SealedFile): string {
  const annotations = scope === 'strict' ? {} : { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
  const metadata = { name, namespace, annotations };
  const spec = { encryptedData, template: { metadata, type } };
  return JSON.stringify({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata, spec });
}

function unexpected(status: number): string {
  if (status === 401 || status === 403) return `lets nobody in without a right to (${status}); ask by --context`;
  if (status === 404) return 'knows no such path (404); name the address of the controller of Sealed Secrets';
  if (status === 503) return 'has no controller behind it (503); look whether its pod runs';
  return `answers with status ${status}; look into the controller's log`;
}
