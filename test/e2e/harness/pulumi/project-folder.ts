import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(__dirname, '..', '..', '..', '..');
const runtime = { name: 'nodejs', options: { typescript: false, nodeargs: '--require @swc-node/register' } };
const paths = { keywire: [join(repository, 'lib/index.ts')], 'keywire/*': [join(repository, 'lib/*/index.ts')] };

/** The folder of a Pulumi project of that name, whose program may import keywire, for the command line. */
export function projectFolder(parent: string, name: string, program: string): string {
  const folder = join(parent, name);
  const write = (file: string, content: object): void => {
    writeFileSync(join(folder, file), JSON.stringify(content));
  };
  mkdirSync(folder);
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  write('Pulumi.yaml', { name, runtime, main: 'main.ts' });
  write('tsconfig.json', { extends: join(repository, 'tsconfig.json'), compilerOptions: { paths } });
  writeFileSync(join(folder, 'main.ts'), program);
  return folder;
}
