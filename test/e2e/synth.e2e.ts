import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ApiObject, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { App } from 'keywire/cdk8s';
import { difference } from '../cdk8s/synth/compare';
import { randomApp } from '../cdk8s/synth/random-apps';

test('5,000 random apps are written as cdk8s writes them, or fail as there', () => {
  fc.assert(
    fc.property(randomApp, model => {
      expect(difference(model)).toBeUndefined();
    }),
    { numRuns: 5000, seed: Number(process.env.KEYWIRE_SEED ?? 20261122), endOnFailure: true },
  );
});

describe('a synth that is killed', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'keywire-killed-'));
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  /** Starts synths one after the other, and kills them at some moment of one. */
  async function kill(): Promise<void> {
    const program = join(__dirname, 'synth-loop.ts');
    const child = spawn(process.execPath, ['--require', '@swc-node/register', program, outdir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise(resolve => child.once('exit', resolve));
    await new Promise(resolve => child.stdout.once('data', resolve));
    await setTimeout(Math.random() * 60);
    child.kill('SIGKILL');
    await ended;
  }

  /** The files that kubectl would read, and the version that each is of; half a file is of none. */
  const versions = (): readonly string[] =>
    readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(ya?ml|json)$/.test(file))
      .map(file => readFileSync(join(outdir, file), 'utf8'))
      .map(text => (text.length > 12_000 ? (/^ {2}version: (old|new)\n$/m.exec(text)?.[1] ?? 'none') : 'half'));

  test('at any of 60 moments leaves old or new whole files, and the next one cleans up', async () => {
    let interrupted = 0;
    for (let run = 0; run < 60; run++) {
      await kill();
      interrupted += readdirSync(outdir).some(name => name.startsWith('.keywire-')) ? 1 : 0;
      const found = versions();
      expect(found.length).toBeGreaterThanOrEqual(30);
      expect(found.filter(version => version !== 'old' && version !== 'new')).toEqual([]);
    }
    // Most of the time goes into the files; else nothing would have been shown.
    expect(interrupted).toBeGreaterThan(10);
    const app = new App({ outdir });
    new ApiObject(new Chart(app, 'last'), 'last', { apiVersion: 'v1', kind: 'Last' });
    app.synth();
    expect(readdirSync(outdir).filter(name => name.startsWith('.keywire-'))).toEqual([]);
  }, 300_000);
});
