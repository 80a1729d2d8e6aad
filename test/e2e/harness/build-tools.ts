/** Builds the programs of the end-to-end suite where their progress can be seen: run it before jest. */
import { buildTools } from './tools';

try {
  buildTools();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  process.stderr.write(`${error.message}${cause}\n`);
  process.exitCode = 1;
}
