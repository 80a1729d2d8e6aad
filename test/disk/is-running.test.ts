import { spawnSync } from 'node:child_process';
import { isRunning } from '../../lib/disk/is-running';

test('a process is running that has not ended, whoever it belongs to', () => {
  expect(isRunning(process.ppid)).toBe(true);
  expect(isRunning(1)).toBe(true);
});

test('a process that has ended is not running, nor is one of an earlier day with our id', () => {
  expect(isRunning(spawnSync(process.execPath, ['--eval', '']).pid)).toBe(false);
  expect(isRunning(process.pid)).toBe(false);
});

test('what is no id is left alone', () => {
  expect([Number('x'), 0, -1, 1.5].map(isRunning)).toEqual([true, true, true, true]);
});
