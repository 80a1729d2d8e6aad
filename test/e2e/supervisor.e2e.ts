import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './harness/eventually';

const supervisorModule = JSON.stringify(join(__dirname, 'harness', 'supervisor'));

/** A run in a process of its own, with one program that has a child. */
const script = `
const run = require(${supervisorModule}).supervisor();
const { pid } = run.start({ name: 'parent', command: 'sh', args: ['-c', 'sleep 600 & wait'] });
process.on('message', () => run.stop());
process.send({ folder: run.folder, pid });
`;

test.each([
  ['stopped', 'stop'],
  ['interrupted', 'SIGINT'],
  ['killed with SIGKILL', 'SIGKILL'],
] as const)('a run that is %s leaves no program and no folder', async (_, way) => {
  const child = spawn(process.execPath, ['--require', '@swc-node/register', '--eval', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ folder, pid }] = (await once(child, 'message')) as [{ folder: string; pid: number }];
  try {
    expect([existsSync(folder), isGroupAlive(pid)]).toEqual([true, true]);
    if (way === 'stop') child.send('stop');
    else child.kill(way);
    const isOver = (): Promise<true | undefined> =>
      Promise.resolve(existsSync(folder) || isGroupAlive(pid) ? undefined : true);
    await eventually('the reaper is done', isOver, { timeout: 10_000 });
  } finally {
    child.kill('SIGKILL');
    if (isGroupAlive(pid)) process.kill(-pid, 'SIGKILL');
  }
});

function isGroupAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
