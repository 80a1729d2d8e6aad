const { spawn } = require('node:child_process');
const { closeSync, openSync, readFileSync } = require('node:fs');

/** Runs a program to its end: its seconds, and its peak memory. What it prints goes to a file, if one is named. */
exports.run = (command, args, output) =>
  new Promise((resolve, reject) => {
    const file = output === undefined ? 'ignore' : openSync(output, 'w');
    const start = process.hrtime.bigint();
    const child = spawn(command, args, { stdio: ['ignore', file, 'inherit'] });
    let megabytes = 0;
    const watch = setInterval(() => (megabytes = Math.max(megabytes, peakOf(child.pid))), 10);
    child.on('error', reject);
    child.on('exit', code => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      clearInterval(watch);
      if (file !== 'ignore') closeSync(file);
      if (code === 0) resolve({ seconds, megabytes });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
    });
  });

/** The kernel's own high-water mark, which only grows; 0 where there is no /proc, or no process any more. */
function peakOf(pid) {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}
