/** Loading an entry against loading its engine, each in a process of its own. */
const { execFileSync } = require('node:child_process');
const { compare } = require('./ratio');

const load = entry => () => execFileSync(process.execPath, ['-e', `require('${entry}')`]);

const reached = [
  ['keywire/cdk8s', 'cdk8s', 1.1],
  ['keywire/pulumi', '@pulumi/kubernetes', 1.05],
].map(([entry, engine, goal]) =>
  compare({
    title: `require('${entry}') : require('${engine}'), whole process`,
    ours: load(entry),
    peer: load(engine),
    rounds: 21,
    goal,
  }),
);
process.exitCode = reached.every(each => each) ? 0 : 1;
