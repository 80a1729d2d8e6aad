import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOlder, toolsFolder } from './go-module';
import { MissingProgramError, runCommand } from './run-command';
import { cachedFolder, fillFolder } from './tool-cache';

/** The newest `Requires-Python` among the pins. */
const wantedPython = '3.11';

/** The Python that has moto: run it with `-m moto.server`, since scripts in a renamed environment point nowhere. */
export function motoPython(): string {
  return join(environmentFolder(), 'bin', 'python');
}

/** Whether moto is installed. */
export function isMotoInstalled(): boolean {
  return existsSync(motoPython());
}

/** Installs moto unless it is installed. */
export function installMoto(): void {
  fillFolder(environmentFolder(), 'moto', folder => {
    try {
      runCommand('python3', ['-m', 'venv', folder]);
    } catch (error) {
      throw new Error(`python3 cannot make a virtual environment: ${advice} with its venv module`, { cause: error });
    }
    runCommand(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '-r', requirementsFile]);
  });
}

const requirementsFile = join(toolsFolder, 'requirements.txt');
const advice = `wanted Python ${wantedPython} or newer for moto; install python3 from your system's packages`;

function environmentFolder(): string {
  return cachedFolder('moto', [readFileSync(requirementsFile, 'utf8'), requirePython()]);
}

function requirePython(): string {
  let found: string;
  try {
    found = runCommand('python3', ['-c', 'import platform as p; print(p.python_version(), p.system(), p.machine())']);
  } catch (error) {
    const problem = error instanceof MissingProgramError ? 'python3 is missing' : 'python3 does not run';
    throw new Error(`${problem}: ${advice}`, { cause: error });
  }
  const [version = '0'] = found.split(' ');
  if (isOlder(version, wantedPython)) throw new Error(`python3 is too old: got ${version}, ${advice}`);
  return found;
}
