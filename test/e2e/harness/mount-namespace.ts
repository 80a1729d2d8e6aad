import { spawnSync } from 'node:child_process';

type Permission = { readonly flags: readonly string[] } | { readonly refusal: string };

/**
 * How `unshare` may make a mount namespace here: as root, or by way of a user namespace; else why it may not.
 */
export function mountNamespace(): Permission {
  const refusals: string[] = [];
  for (const flags of [['--mount'], ['--mount', '--map-root-user']]) {
    const { status, stderr, error } = spawnSync('unshare', [...flags, 'true'], { encoding: 'utf8' });
    if (status === 0) return { flags };
    refusals.push(error?.message ?? stderr.trim());
  }
  return { refusal: refusals.join('; ') };
}
