import { transformFileSync } from '@swc/core';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compiles what a worker runs into a folder: under jest there is only the source. */
export function compiledWorker(folder: string): string {
  for (const name of ['seal-worker', 'seal-value']) {
    const source = join(__dirname, `../../../lib/seal/sealed-secrets/${name}.ts`);
    const { code } = transformFileSync(source, {
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    writeFileSync(join(folder, `${name}.js`), code);
  }
  return join(folder, 'seal-worker.js');
}
