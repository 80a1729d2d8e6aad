/**
 * Sets one field of an encrypted file to one value and another in turn, as `keywire sops set` does, until it is killed:
 * node … sops-loop.ts FILE IDENTITY. Says when it has begun.
 */
import { run } from '../../lib/cli/run';
import type { Io } from '../../lib/cli/io';

const [, , file = '', identity = ''] = process.argv;

function io(value: string): Io {
  return {
    out: () => undefined,
    err: text => {
      if (text.startsWith('keywire:')) process.stderr.write(`${text}\n`);
    },
    stdin: () => Promise.resolve(Buffer.from(value)),
    askHidden: () => Promise.reject(new Error('nobody is asked')),
    interactive: false,
    colour: false,
    env: {},
  };
}

async function set(version: string): Promise<void> {
  // Large, so that a write takes its time.
  const code = await run(
    ['sops', 'set', file, '--field', 'version=stdin', '--identity', identity],
    io(version.repeat(100_000)),
  );
  if (code !== 0) throw new Error(`ended with ${code}`);
}

void (async () => {
  await set('old');
  process.stdout.write('begun\n');
  for (;;) {
    await set('new');
    await set('old');
  }
})();
