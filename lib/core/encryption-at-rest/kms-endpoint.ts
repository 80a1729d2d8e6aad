/** What to write in place of an endpoint that is refused or found. */
export const wantedEndpoint = 'a socket such as unix:///run/kms/plugin.sock';

/** Go's `url.Parse`, but for the characters of a host, which {@link endpointMistake} finds whatever they are. */
const takenEndpoint =
  /^unix:(?:(?!\/)[^?#\p{Cc}]*|(?:\/\/[^ /?#\p{Cc}]*|(?=\/(?!\/)))(?:\/(?:[^?#%\p{Cc}]|%[0-9a-f]{2})*)?)(?:\?[^#\p{Cc}]*)?(?:#(?:[^%]|%[0-9a-f]{2})*)?$/iu;

/** Whether an API server takes the endpoint of a KMS plugin: nearly any URL of the scheme `unix`. */
export const isTakenEndpoint = (endpoint: string): boolean => takenEndpoint.test(endpoint);

/** Whether it is nothing but the path of a socket. */
export const isSocket = (endpoint: string): boolean => /^unix:\/\/\/[^?#\s]+$/.test(endpoint);

/** Why an API server that takes an endpoint looks for another socket than was meant, or undefined where it does not. */
export function endpointMistake(endpoint: string): string | undefined {
  const [, host = '', path = '', rest = ''] = /^unix:(?:\/\/([^/?#]*))?([^?#]*)(.*)$/i.exec(endpoint) ?? [];
  if (!/^\/./.test(path)) return `has no path, so no plugin is found; write ${wantedEndpoint}`;
  if (host !== '')
    return 'has a host, which the API server leaves out; write unix:/// and the whole path of the socket';
  if (rest !== '') return 'has "?" or "#" in it: the API server leaves out what follows; write %3F or %23';
  return /\s$/.test(path) ? 'ends with white space, which is taken for a part of the path; take it away' : undefined;
}
