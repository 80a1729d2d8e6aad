import { FieldError } from '../../core/field-error';
import { mostOfAnswer, type ControllerAnswer } from './controller-transport';

/** An address on the web, and whether nobody on the way can answer in its place. */
export type WebAddress = { readonly address: string; readonly safe: boolean };

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The parts of an address that may be shown: what follows a question mark may be a token.
 *
 * @throws FieldError for anything but http:// and https://, and for an address with a password
 */
export function requireWebAddress(url: string): WebAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol))
    throw new FieldError('address', 'must begin with http:// or https://, and name a host');
  const { origin, pathname, protocol, hostname } = parsed;
  const address = `${origin}${pathname}`;
  if (parsed.username !== '' || parsed.password !== '')
    throw new FieldError(address, 'must not have a user or password in it: other processes see what is in arguments');
  return { address, safe: protocol === 'https:' || loopback.test(hostname) };
}

type FetchOptions = {
  readonly body?: string | undefined;
  /** In milliseconds. @default 30_000 */
  readonly timeout?: number | undefined;
};

/** Asks for what is small. Redirects are not followed: they may lead to another host. */
export async function fetchLimited(url: string, { body, timeout = 30_000 }: FetchOptions): Promise<ControllerAnswer> {
  const { address } = requireWebAddress(url);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      ...(body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    });
    const { status, headers } = response;
    if (status >= 300 && status < 400)
      throw new FieldError(address, `leads on to ${placeOf(headers.get('location'), url)}; name the address itself`);
    return { status, body: await upTo(address, response), retryAfter: millisecondsOf(headers.get('retry-after')) };
  } catch (error) {
    if (error instanceof FieldError) throw error;
    throw new FieldError(address, noAnswer(error, timeout));
  }
}

async function upTo(address: string, { body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostOfAnswer)
      throw new FieldError(address, 'answers with more than 4 MiB; name the address of the controller');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function noAnswer(error: unknown, timeout: number): string {
  const { name, cause } = error as Error;
  if (name === 'TimeoutError') return `does not answer within ${timeout / 1000} s; try again, or name another address`;
  const code = codeOf(cause);
  if (/CERT|SIGNATURE|SELF_SIGNED/.test(code))
    return `shows a certificate that this machine does not trust (${code}); name its authority in NODE_EXTRA_CA_CERTS`;
  return `can't be reached (${code}); look whether it runs, and whether the address is right`;
}

function codeOf(cause: unknown): string {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'no answer';
}

const placeOf = (location: string | null, url: string): string =>
  location !== null && URL.canParse(location, url) ? new URL(location, url).origin : 'nowhere';

function millisecondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
}
