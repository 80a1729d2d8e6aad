import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkFile } from '../../lib/cli/commands/sops/check-file';
import { readableDocumentsOf } from '../../lib/cli/commands/sops/documents';
import { recipientOf } from '../seal/sops/fixture';
import { randomDocument, randomScope } from '../seal/sops/random-documents';
import { builtTools } from './harness/tools';
import { runIn } from './keywire-command';

const { sops } = builtTools();
const folder = mkdtempSync(join(tmpdir(), 'keywire-sops-check-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function encrypted(plain: string, args: readonly string[]): Promise<string | undefined> {
  writeFileSync(join(folder, 'a.yaml'), plain);
  const all = ['encrypt', '--age', recipientOf('alice'), ...args, 'a.yaml'];
  const { code, stdout } = await runIn(sops, all, { cwd: folder, env: { HOME: folder } });
  return code === 0 ? stdout : undefined;
}

const findingsIn = (text: string) =>
  checkFile('a.yaml', readableDocumentsOf(text).documents, undefined, () => undefined);

test('keywire sops check finds nothing in 150 random documents that sops encrypted, and what is put into them', async () => {
  const seed = Date.now() & 0x7fffffff;
  let count = 0;
  for (const [plain, args] of fc.sample(fc.tuple(randomDocument, randomScope), { numRuns: 150, seed })) {
    const text = await encrypted(plain, args);
    if (text === undefined) continue;
    expect({ seed, plain, args, findings: findingsIn(text) }).toEqual({ seed, plain, args, findings: [] });
    const [content = '', metadata = ''] = text.split(/^(?=sops:)/m);
    const changed = content.replace(/: ENC\[[^\]]*type:(?!comment)\w+\]/, ': plain') + metadata;
    if (changed === text) continue;
    expect({ seed, changed, findings: findingsIn(changed).length }).toEqual({ seed, changed, findings: 1 });
    count++;
  }
  expect(count).toBeGreaterThanOrEqual(50);
}, 300_000);

test('keywire sops check finds nothing in a List that sops encrypted, and what is put into that', async () => {
  const secret = (name: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: { a: 'x' } });
  const list = { apiVersion: 'v1', kind: 'List', items: [secret('one'), { kind: 'List', items: [secret('other')] }] };
  const args = ['--encrypted-regex', '^(data|stringData)$'];
  const text = (await encrypted(JSON.stringify(list), args)) ?? '';
  expect(text).toContain('ENC[');
  expect(findingsIn(text)).toEqual([]);
  expect(findingsIn(text.replace(/ENC\[[^\]]*\]/, 'plain'))).toEqual([
    expect.objectContaining({ path: 'a.yaml: stringData.a' }),
  ]);
});
