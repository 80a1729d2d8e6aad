import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decryptSops } from '../../../../lib/seal/sops';
import { leaksIn, newCanary } from '../../../canary';
import { newAgeKey, type AgeKey } from './age-keys';
import { sops } from './command';

/** The values of every file that is created here. */
export const canaries = { username: newCanary(), password: newCanary('/+&"\\') };

/** Two who have a key, in `alice.txt` and `bob.txt`. */
export let alice: AgeKey;
export let bob: AgeKey;

/** The folder in which a test stands. */
export let folder: string;

/** Runs each test of a file in a folder of its own, with the keys in it. */
export function inRepository(): void {
  const before = process.cwd();
  beforeAll(async () => {
    [alice, bob] = [await newAgeKey(), await newAgeKey()];
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keywire-sops-'));
    process.chdir(folder);
    write('alice.txt', `# public key: ${alice.recipient}\n${alice.identity}\n`);
    write('bob.txt', `${bob.identity}\n`);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

export const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** Creates a Secret `db` with the canaries, for alice unless others are told. */
export async function created(file = 'db.enc.yaml', ...more: readonly string[]): Promise<void> {
  const fields = ['--field', 'username=env:U', '--field', 'password=env:P'];
  const name = ['--name', 'db', '--namespace', 'orders', '--out', file];
  const recipient = more.includes('--recipient') ? [] : ['--recipient', alice.recipient];
  const { code, out, err } = await sops(['create', ...name, ...fields, ...recipient, ...more], {
    env: { U: canaries.username, P: canaries.password },
  });
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(leaksIn(out + err + read(file), canaries)).toEqual([]);
}

/** The values of a file, for who holds that key. */
export async function opened(file: string, { identity }: AgeKey): Promise<Readonly<Record<string, string>>> {
  const { data } = (await decryptSops(file, read(file), [identity])) as { data: Record<string, string> };
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

/** A rule of `.sops.yaml`. */
export const rule = (pathRegex: string, ...keys: readonly AgeKey[]): string =>
  `  - path_regex: ${pathRegex}\n    age: ${keys.map(({ recipient }) => recipient).join(',')}\n`;
