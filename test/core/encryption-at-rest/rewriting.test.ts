import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identity, type Storer } from '../../../lib/core/encryption-at-rest/configuration';
import { verify } from '../../../lib/core/encryption-at-rest/rewriting';

const k1: Storer = { provider: 'secretbox', name: 'k1' };

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'keywire-etcdctl-'));
});
afterEach(() => {
  rmSync(bin, { recursive: true });
});

/** Runs the printed lines, for an etcdctl that is such a script. */
function looked(storer: Storer, etcdctl?: string): { readonly said: string; readonly code: number | null } {
  if (etcdctl !== undefined) writeFileSync(join(bin, 'etcdctl'), `#!/bin/sh\n${etcdctl}\n`, { mode: 0o755 });
  const lines = verify(storer, ['secrets']).commands ?? '';
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}` };
  // Without pipefail: what was seen has to be enough.
  const { stdout, status } = spawnSync('sh', ['-c', lines], { env, encoding: 'utf8' });
  return { said: stdout.trim(), code: status };
}

const answering = (...values: readonly string[]): string => {
  const kvs = values.map((value, index) => ({
    key: Buffer.from(`/registry/secrets/default/${index}`).toString('base64'),
    create_revision: 2,
    value: Buffer.from(value).toString('base64'),
  }));
  return `echo '${JSON.stringify({ header: { revision: 9 }, kvs, count: kvs.length })}'`;
};

const encrypted = 'k8s:enc:secretbox:v1:k1:…';

describe('the look into etcd', () => {
  test('counts what is left of what it has seen', () => {
    expect(looked(k1, answering(encrypted, encrypted))).toEqual({
      said: '0 of 2 secrets not under secretbox key k1',
      code: 0,
    });
    expect(looked(k1, answering(encrypted, 'k8s:enc:secretbox:v1:k2:…', 'k8s\0v1'))).toEqual({
      said: '2 of 3 secrets not under secretbox key k1',
      code: 1,
    });
    expect(looked(identity, answering('k8s\0v1', 'k8s\0v1'))).toEqual({
      said: '0 of 2 secrets still encrypted',
      code: 0,
    });
    expect(looked(identity, answering('k8s\0v1', encrypted))).toEqual({
      said: '1 of 2 secrets still encrypted',
      code: 1,
    });
  });

  test.each([
    ['etcd does not answer', 'echo "context deadline exceeded" >&2; exit 1'],
    ['nothing is under the prefix', answering()],
    ['there is no etcdctl', undefined],
  ])('fails when %s', (_, etcdctl) => {
    expect(looked(k1, etcdctl)).toEqual({ said: '0 of 0 secrets not under secretbox key k1', code: 1 });
    expect(looked(identity, etcdctl)).toEqual({ said: '0 of 0 secrets still encrypted', code: 1 });
  });

  test('says what "0 of 0" means', () => {
    expect(verify(k1, ['secrets']).text.join('\n')).toContain('"0 of 0" means that etcd was not asked');
  });
});
