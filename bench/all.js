/** All benches, one after the other; fails if a goal is missed, after all have been run. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const benches = [
  ['--expose-gc', 'declare.js'],
  ['require.js'],
  ['--expose-gc', 'pulumi.js'],
  // Forced collections throw compiled patterns away.
  ['yaml.js'],
  ['seal.js'],
  ['sops.js'],
  ['synth.js'],
];
const missed = benches.filter(bench => {
  const [file, ...flags] = [...bench].reverse();
  return spawnSync(process.execPath, [...flags, join(__dirname, file)], { stdio: 'inherit' }).status !== 0;
});
if (missed.length > 0) console.log(`missed: ${missed.map(bench => bench.at(-1)).join(', ')}`);
process.exitCode = missed.length > 0 ? 1 : 0;
