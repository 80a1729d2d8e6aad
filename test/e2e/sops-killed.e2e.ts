import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { generic } from 'keywire';
import { decryptSops, encryptSecret, readIdentities } from '../../lib/seal/sops';
import { newCanary, tracesOf } from '../canary';
import { runCommand } from './harness/run-command';
import { builtTools, type Tools } from './harness/tools';
import { builtKeywire, runIn } from './keywire-command';

let tools: Tools;
let folder: string;
let keyFile: string;
let recipient: string;

beforeAll(() => {
  tools = builtTools();
  folder = mkdtempSync(join(tmpdir(), 'keywire-sops-killed-'));
  keyFile = join(folder, 'keys.txt');
  runCommand(tools.ageKeygen, ['-o', keyFile]);
  recipient = runCommand(tools.ageKeygen, ['-y', keyFile]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('keywire sops set', () => {
  const mode = 0o640;

  /** Changes the file in a loop, and kills that at some moment. */
  async function kill(file: string): Promise<void> {
    const program = join(__dirname, 'sops-loop.ts');
    const child = spawn(process.execPath, ['--require', '@swc-node/register', program, file, keyFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise(resolve => child.once('exit', resolve));
    await new Promise(resolve => child.stdout.once('data', resolve));
    await setTimeout(Math.random() * 60);
    child.kill('SIGKILL');
    await ended;
  }

  async function versionIn(file: string): Promise<string | undefined> {
    const secret = (await decryptSops(file, readFileSync(file, 'utf8'), readIdentities(keyFile))) as {
      data: { version: string; other: string };
    };
    expect(Buffer.from(secret.data.other, 'base64').toString()).toBe('stays');
    const version = Buffer.from(secret.data.version, 'base64').toString();
    return version.length === 300_000 ? version.slice(0, 3) : version;
  }

  test('that is killed at any of 200 moments leaves the old file or the new one, whole, with its mode', async () => {
    const own = join(folder, 'killed');
    runCommand('mkdir', [own]);
    const file = join(own, 'a.enc.yaml');
    const values = { version: 'first', other: 'stays' };
    writeFileSync(
      file,
      await encryptSecret({ name: 'a', class: generic('version', 'other'), values, recipients: [recipient] }),
    );
    chmodSync(file, mode);
    const found: Record<string, number> = {};
    let interrupted = 0;
    for (let count = 0; count < 200; count++) {
      await kill(file);
      interrupted += readdirSync(own).length > 1 ? 1 : 0;
      const version = (await versionIn(file)) ?? 'none';
      found[version] = (found[version] ?? 0) + 1;
      expect(statSync(file).mode & 0o777).toBe(mode);
      if (count % 10 === 0) {
        const { code } = await runIn(tools.sops, ['decrypt', file], { cwd: own, env: { SOPS_AGE_KEY_FILE: keyFile } });
        expect(code).toBe(0);
      }
    }
    process.stdout.write(`\nkilled 200 times, ${interrupted} of them while it wrote: ${JSON.stringify(found)}\n`);
    expect(Object.keys(found).sort()).toEqual(['new', 'old']);
    // Else nothing would have been shown.
    expect(interrupted).toBeGreaterThan(0);
    const clean = await runIn(
      process.execPath,
      [
        ...builtKeywire(join(folder, 'package')),
        'sops',
        'set',
        file,
        '--field',
        'version=stdin',
        '--identity',
        keyFile,
      ],
      { cwd: own, input: 'last' },
    );
    expect(clean).toMatchObject({ code: 0 });
    expect(readdirSync(own)).toEqual(['a.enc.yaml']);
  }, 600_000);
});

describe('keywire sops', () => {
  /** What others on the machine see of a process and of all that it starts. */
  function shownOf(pid: number): string {
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
      const own = ['cmdline', 'environ'].map(what => readFileSync(`/proc/${pid}/${what}`, 'utf8'));
      return [...own, ...children.map(child => shownOf(Number(child)))].join('\0');
    } catch {
      // It has ended in the meantime.
      return '';
    }
  }

  test('shows no value in arguments, environments and files while it runs', async () => {
    const cli = builtKeywire(join(folder, 'shown'));
    const own = mkdtempSync(join(folder, 'repository-'));
    const canary = newCanary('/+&');
    const traces = [...tracesOf(canary).values()];
    let looked = 0;
    const found: string[] = [];
    const look = (where: string, text: string) => {
      looked++;
      if (traces.some(trace => text.includes(trace))) found.push(where);
    };
    for (const args of [
      ['create', '--name', 'a', '--out', 'a.enc.yaml', '--field', 'token=stdin', '--recipient', recipient],
      ['set', 'a.enc.yaml', '--field', 'token=stdin', '--identity', keyFile],
    ]) {
      for (let count = 0; count < 15; count++) {
        if (args[0] === 'create') rmSync(join(own, 'a.enc.yaml'), { force: true });
        const child = spawn(process.execPath, [...cli, 'sops', ...args], {
          cwd: own,
          env: { PATH: process.env.PATH, HOME: own, TMPDIR: own },
        });
        let said = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (chunk: Buffer) => {
            said += chunk.toString();
          });
        child.stdin.end(canary);
        const ended = new Promise(resolve => child.once('exit', resolve));
        while (child.exitCode === null && child.signalCode === null) {
          look('a process', shownOf(child.pid ?? 0));
          for (const name of readdirSync(own)) look(name, contentOf(join(own, name)));
          await setTimeout(1);
        }
        await ended;
        look('what it said', said);
        expect(child.exitCode).toBe(0);
      }
    }
    expect(found).toEqual([]);
    expect(looked).toBeGreaterThan(500);
    // The search would find it.
    look('a file', contentOf(written(join(own, 'plain'), canary)));
    expect(found).toEqual(['a file']);
  }, 120_000);

  const written = (file: string, text: string): string => {
    writeFileSync(file, text);
    return file;
  };

  function contentOf(file: string): string {
    try {
      return readFileSync(file, 'latin1');
    } catch {
      // It was renamed in the meantime.
      return '';
    }
  }
});
