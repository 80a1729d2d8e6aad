#!/usr/bin/env node
import { processIo } from './process-io';
import { run } from './run';

// Whoever reads may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), processIo()).then(code => {
  process.exitCode = code;
});
