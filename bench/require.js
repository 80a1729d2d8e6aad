/** Loading `keywire/cdk8s` against loading `cdk8s`, each in a process of its own. */
const { execFileSync } = require('node:child_process');
const { compare } = require('./ratio');

const load = entry => () => execFileSync(process.execPath, ['-e', `require('${entry}')`]);

const reached = compare({
  title: "require('keywire/cdk8s') : require('cdk8s'), whole process",
  ours: load('keywire/cdk8s'),
  peer: load('cdk8s'),
  rounds: 21,
  goal: 1.1,
});
process.exitCode = reached ? 0 : 1;
