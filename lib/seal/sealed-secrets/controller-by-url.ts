import { FieldError } from '../../core/field-error';
import { fetchLimited, requireWebAddress } from './fetch-limited';
import type { ControllerRequest, ControllerTransport } from './controller-transport';

/** The controller under an address, which may be the path of the API server's proxy to its Service. */
export function controllerByUrl(url: string, timeout?: number): ControllerTransport {
  const { address, safe } = requireWebAddress(url);
  if (/\/v1\/(cert\.pem|rotate|verify)\/?$/.test(address))
    throw new FieldError(address, 'must be the address of the controller, without the path /v1/… on it');
  if (new URL(url).search !== '') throw new FieldError(address, 'must have nothing after it from a question mark on');
  const base = address.replace(/\/+$/, '');
  return {
    address: base,
    safe,
    send: ({ path, body }: ControllerRequest) => fetchLimited(`${base}${path}`, { body, timeout }),
  };
}
