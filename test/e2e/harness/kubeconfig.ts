import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiServer, ApiUser } from './api-server';

/** Writes a kubeconfig file for the user and answers with its path. */
export function writeKubeconfig(folder: string, server: ApiServer, user: ApiUser): string {
  const file = join(folder, `${user.name}.kubeconfig`);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    // By path, as the server has yet to write the file.
    clusters: [{ name: 'e2e', cluster: { server: server.url, 'certificate-authority': server.certificateFile } }],
    users: [{ name: user.name, user: { token: user.token } }],
    contexts: [{ name: user.name, context: { cluster: 'e2e', user: user.name } }],
    'current-context': user.name,
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
