/**
 * Whole programs that synthesise the same objects: keywire's App, cdk8s' own, and `helm template`.
 *
 *   node bench/synth.js [--tenants 100,1000,2000,5000,10000] [--cdk8s 100,1000,2000] [--plus 100,500] [--rounds 3]
 *
 * cdk8s takes quadratic time for charts and exponential time for ladders and chains of charts: `--cdk8s` says how far it
 * is run, and what lies beyond is extrapolated from the last two sizes, and marked with `~`.
 */
const { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { run } = require('./synth/run');
const { tenants } = require('./synth/values');

const sizes = text => text.split(',').map(Number);
const { values: options } = parseArgs({
  options: {
    tenants: { type: 'string', default: '100,1000,2000,5000,10000' },
    cdk8s: { type: 'string', default: '100,1000,2000' },
    plus: { type: 'string', default: '100,500' },
    rounds: { type: 'string', default: '3' },
    helm: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
// In memory, if there is such a folder: the disk is not what is compared.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'keywire-bench-'));
const values = size => join(folder, `values-${size}.json`);

const program = (engine, shape, size, ...input) => {
  const outdir = join(folder, 'out');
  rmSync(outdir, { recursive: true, force: true });
  return run(
    process.execPath,
    [join(__dirname, 'synth', 'program.js'), engine, shape, size, outdir, ...input],
    undefined,
  );
};
const helm = size => {
  const chart = join(__dirname, 'synth', 'chart');
  return run(helmPath(), ['template', 'tenants', chart, '--values', values(size)], join(folder, 'helm.yaml'));
};

/** The helm that the end-to-end suite's harness builds, in about a minute the first time. */
function helmPath() {
  if (options.helm) return options.helm;
  require('@swc-node/register');
  const { buildGoProgram, goProgramPath } = require('../test/e2e/harness/go-program');
  const tool = { module: 'helm', package: 'helm.sh/helm/v4/cmd/helm' };
  buildGoProgram(tool);
  return (options.helm = goProgramPath(tool));
}

/** Sides take turns, so that whatever else the machine does meets all; the fastest of some rounds counts. */
async function fastest(sides) {
  const best = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of Object.entries(sides)) {
      const { seconds, megabytes } = await start();
      const { seconds: least = Infinity, megabytes: most = 0 } = best[name] ?? {};
      best[name] = { seconds: Math.min(least, seconds), megabytes: Math.max(most, megabytes) };
    }
  }
  return best;
}

const rows = [];
const format = side =>
  side
    ? `${side.mark ?? ''}${side.seconds.toFixed(2)} s${side.megabytes ? ` ${side.megabytes.toFixed(0)} MB` : ''}`
    : '';
const ratio = (peer, ours) => (peer && ours ? `${peer.mark ?? ''}${(peer.seconds / ours.seconds).toFixed(1)} ×` : '');

function note(shape, size, { keywire, oneFile, cdk8s, helm: peer }) {
  const row = {
    shape,
    size,
    keywire: format(keywire),
    'one file': format(oneFile),
    cdk8s: format(cdk8s),
    helm: format(peer),
  };
  rows.push({ ...row, 'cdk8s : keywire': ratio(cdk8s, keywire), 'helm : one file': ratio(peer, oneFile) });
}

/** What a size would take by the power of the last two that were measured. */
function extrapolated(measured, size) {
  const [[a, one], [b, two]] = [...measured].slice(-2);
  const power = Math.log(two.seconds / one.seconds) / Math.log(b / a);
  return { seconds: two.seconds * (size / b) ** power, mark: '~' };
}

async function compareTenants() {
  const measured = new Map();
  const ours = new Map();
  for (const size of sizes(options.tenants)) {
    writeFileSync(values(size), JSON.stringify({ tenants: tenants(size) }));
    const best = await fastest({
      keywire: () => program('keywire', 'tenants', size, values(size)),
      oneFile: () => program('keywire', 'tenants in one file', size, values(size)),
      helm: () => helm(size),
    });
    if (sizes(options.cdk8s).includes(size)) {
      const start = () => program('cdk8s', 'tenants', size, values(size));
      const { cdk8s } = size > 1000 ? { cdk8s: await start() } : await fastest({ cdk8s: start });
      measured.set(size, cdk8s);
    }
    const cdk8s = measured.get(size) ?? (measured.size > 1 ? extrapolated(measured, size) : undefined);
    ours.set(size, best.keywire);
    note('tenants × 7 objects', size, { ...best, cdk8s });
  }
  return ours;
}

async function compareShape(title, shape, size, peerRuns) {
  const sides = { keywire: () => program('keywire', shape, size) };
  if (peerRuns) sides.cdk8s = () => program('cdk8s', shape, size);
  note(title, size, await fastest(sides));
}

/** Whether the three write the same objects, as a set. */
async function requireSame() {
  const { parseAllDocuments } = require('yaml');
  const texts = text => parseAllDocuments(text).map(document => document.toJS());
  const sorted = objects =>
    JSON.stringify(
      objects
        .filter(Boolean)
        .map(object => JSON.stringify(canonical(object)))
        .sort(),
    );
  const written = () =>
    readdirSync(join(folder, 'out'))
      .filter(file => file.endsWith('.yaml'))
      .flatMap(file => texts(readFileSync(join(folder, 'out', file), 'utf8')));
  writeFileSync(values(20), JSON.stringify({ tenants: tenants(20) }));
  const outcomes = [];
  for (const engine of ['keywire', 'cdk8s']) {
    await program(engine, 'tenants', 20, values(20));
    outcomes.push(sorted(written()));
  }
  await helm(20);
  outcomes.push(sorted(texts(readFileSync(join(folder, 'helm.yaml'), 'utf8'))));
  if (new Set(outcomes).size !== 1) throw new Error('the programs wrote different objects');
}

const canonical = value =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(canonical)
      : Object.fromEntries(
          Object.keys(value)
            .sort()
            .map(key => [key, canonical(value[key])]),
        );

async function main() {
  await requireSame();
  const ours = await compareTenants();
  for (const size of sizes(options.plus)) {
    await plus(size);
  }
  await compareShape('ladder', 'ladder', 24, true);
  for (const size of [4000, 40_000]) await compareShape('ladder', 'ladder', size, false);
  await compareShape('chain', 'chain', 1000, true);
  for (const size of [10_000, 100_000]) await compareShape('chain', 'chain', size, false);
  await compareShape('chain of charts × 4', 'chain of charts', 9, true);
  for (const size of [1000, 10_000]) await compareShape('chain of charts × 4', 'chain of charts', size, false);
  console.table(rows);
  const [small, large] = [ours.get(1000), ours.get(10_000)];
  if (small && large) console.log(`t(10,000) : t(1,000) = ${(large.seconds / small.seconds).toFixed(1)}; goal ≤ 11`);
}

async function plus(size) {
  writeFileSync(values(size), JSON.stringify({ tenants: tenants(size) }));
  const side = engine => () => program(engine, 'cdk8s-plus tenants', size, values(size));
  note('cdk8s-plus tenants', size, await fastest({ keywire: side('keywire'), cdk8s: side('cdk8s') }));
}

main().finally(() => rmSync(folder, { recursive: true, force: true }));
