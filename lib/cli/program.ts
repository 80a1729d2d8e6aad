import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Help, Option } from 'commander';
import { FieldError } from '../core/field-error';
import { addEncryption } from './commands/encryption';
import { addSeal } from './commands/seal';
import { addSops } from './commands/sops';
import type { Io } from './io';

/** The commands, each of which adds itself. */
const commands: readonly ((program: Command, io: Io) => void)[] = [addEncryption, addSeal, addSops];

const exitCodes = `
Exit codes:
  0    done; a check found nothing
  1    refused, or something outside failed: no file is changed but those named as done
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
    .configureHelp({ optionDescription })
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
  return program.hook('preAction', (_, command) => {
    requireNoneEmpty(command);
  });
}

/** What has nothing in it comes from a variable that is not set; to the next program it may mean a default. */
function requireNoneEmpty(command: Command): void {
  if (command.args.includes('')) command.error('error: an argument must not be empty; is a variable in it not set?');
  const values: Readonly<Record<string, unknown>> = command.opts();
  for (const option of command.options) {
    const value = values[option.attributeName()];
    if (value === '' || (Array.isArray(value) && value.includes('')))
      throw new FieldError(option.long ?? option.flags, 'must not be empty; is a variable in it not set?');
  }
}

/** What was typed where an option or a command belongs may be a value: of it, only what looks like an option is shown. */
const withoutValues = (text: string): string =>
  text.replace(/(unknown option|unknown command|argument) '([^]*)'/, (_, what: string, typed: string) => {
    const [option] = /^--[a-z][a-z-]{0,20}(?==|$)/.exec(typed) ?? [];
    return option === undefined ? what : `${what} '${option}'`;
  });

/** What is said of an option. That a list is empty unless it is told need not be said. */
function optionDescription(option: Option): string {
  const shown = Array.isArray(option.defaultValue) ? new Option(option.flags, option.description) : option;
  return new Help().optionDescription(shown);
}

function version(): string {
  const file = join(__dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
