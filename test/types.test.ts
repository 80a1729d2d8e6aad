import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProgram,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  parseJsonConfigFileContent,
  readConfigFile,
  sys,
} from 'typescript';

const root = join(__dirname, '..');
const folder = join(__dirname, 'types');

describe('what must not compile', () => {
  test('does not, and what must compile does', () => {
    const { config } = readConfigFile(join(root, 'tsconfig.json'), file => sys.readFile(file)) as { config: unknown };
    const { options } = parseJsonConfigFileContent(config, sys, root);
    const files = readdirSync(folder).map(file => join(folder, file));
    const diagnostics = getPreEmitDiagnostics(createProgram(files, options));
    const found = diagnostics.map(({ file, start = 0, messageText }) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${file?.fileName.slice(root.length) ?? ''}:${line}: ${flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(files.length).toBeGreaterThan(2);
    expect(found).toEqual([]);
  }, 60_000);
});
