#!/usr/bin/env node
import { exitCode } from './exit-code';
import { processIo } from './process-io';
import { run } from './run';

process.stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
  // Whoever reads may have seen enough, as `head` has.
  if (code === 'EPIPE') return;
  process.stderr.write(`keywire: standard output: can't be written (${code})\n`);
  process.exit(exitCode.refused);
});

void run(process.argv.slice(2), processIo()).then(code => {
  process.exitCode = code;
});
