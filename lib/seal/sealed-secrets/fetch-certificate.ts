import { FieldError } from '../../core/field-error';
import { sealingCertificate, type SealingCertificate } from './certificate';
import { fetchLimited, requireWebAddress, type WebAddress } from './fetch-limited';

/** A certificate and where it comes from. */
export type FetchedCertificate = WebAddress & { readonly certificate: SealingCertificate };

/**
 * A certificate to seal with from an address of its own, such as a controller's `/v1/cert.pem`.
 *
 * @throws FieldError if there is no answer, or it is no certificate that one may seal with
 */
export async function fetchSealingCertificate(url: string): Promise<FetchedCertificate> {
  const { address, safe } = requireWebAddress(url);
  const { status, body } = await fetchLimited(url, {});
  if (status !== 200) throw new FieldError(address, `answers with status ${status}; name the address of a certificate`);
  return { address, safe, certificate: sealingCertificate(address, body) };
}
