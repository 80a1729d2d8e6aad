import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Io } from './io';

/** The commands, each of which adds itself. */
const commands: readonly ((program: Command, io: Io) => void)[] = [];

const exitCodes = `
Exit codes:
  0    done; a check found nothing
  1    refused, or something outside failed: nothing was written
  2    the command line is wrong
  3    a check found something
  130  cancelled at a prompt`;

/** The command `keywire`. */
export function keywire(io: Io): Command {
  const program = new Command('keywire')
    .description('Brings credentials into Git encrypted, and keeps them so.')
    .version(version())
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .addHelpText('after', exitCodes)
    .exitOverride()
    .configureOutput({
      writeOut: text => {
        io.out(text.trimEnd());
      },
      writeErr: text => {
        io.err(text.trimEnd());
      },
      outputError: (text, write) => {
        write(`keywire: ${withoutValues(text.replace(/^error: /, ''))}`);
      },
    });
  for (const add of commands) add(program, io);
  return program;
}

/** A message that names options as they were typed shows no value that was typed with them. */
const withoutValues = (text: string): string => text.replace(/(--?[\w-]+)=[^']*'/g, "$1=…'");

function version(): string {
  const file = join(__dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
