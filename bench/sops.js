/**
 * Encrypting Secrets for a recipient of age: keywire in its own process against one `sops --encrypt` for each file.
 *
 *   node bench/sops.js [build folder]   (or KEYWIRE_BUILD; the default is ../build)
 *
 * Both read the same values and write the same content for the same recipient. sops is spawned 50 times, one after the
 * other, and its time is scaled to the files of keywire's side, which are encrypted at once, as a program would, and one
 * after the other, too.
 */
const { deepStrictEqual } = require('node:assert');
const { execFileSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const build = resolve(__dirname, process.argv[2] ?? process.env.KEYWIRE_BUILD ?? '../build');
const { aws } = require(join(build, 'core'));
const { decryptSops, encryptSecret } = require(join(build, 'seal', 'sops'));
require('@swc-node/register');
const { buildGoProgram, goProgramPath } = require('../test/e2e/harness/go-program');

const files = 1000;
const spawns = 50;
const rounds = 5;
const goal = 10;

const tool = { module: 'sops', package: 'github.com/getsops/sops/v3/cmd/sops' };
const folder = mkdtempSync(join(tmpdir(), 'keywire-bench-'));
const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const values = index => ({
  accessKeyId: `AKIA${String(index).padStart(16, '0')}`,
  secretAccessKey: `secret/access/key/${String(index).padStart(22, '0')}`,
});
const manifest = index => {
  const { accessKeyId, secretAccessKey } = values(index);
  const base64 = text => Buffer.from(text).toString('base64');
  const data = { AWS_ACCESS_KEY_ID: base64(accessKeyId), AWS_SECRET_ACCESS_KEY: base64(secretAccessKey) };
  const metadata = { name: `aws-${index}`, namespace: 'orders' };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data };
};

async function main() {
  buildGoProgram(tool);
  const sops = goProgramPath(tool);
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);

  const file = index => join(folder, `${index}.yaml`);
  for (let index = 0; index < spawns; index++) writeFileSync(file(index), JSON.stringify(manifest(index)));
  const flags = ['--encrypted-regex', '^(data|stringData)$', '--mac-only-encrypted', '--age', recipient];
  const encryptBySops = index =>
    execFileSync(sops, ['--encrypt', ...flags, '--output', `${file(index)}.sops.yaml`, file(index)]);
  const encrypt = async index => {
    const { name, namespace } = manifest(index).metadata;
    const text = await encryptSecret({ name, namespace, class: aws, values: values(index), recipients: [recipient] });
    writeFileSync(`${file(index)}.keywire.yaml`, text);
  };

  const sides = {
    sops: async () => {
      for (let index = 0; index < spawns; index++) encryptBySops(index);
      return files / spawns;
    },
    together: async () => {
      await Promise.all(Array.from({ length: files }, (_, index) => encrypt(index)));
      return 1;
    },
    inTurn: async () => {
      for (let index = 0; index < files; index++) await encrypt(index);
      return 1;
    },
  };
  const times = { sops: [], together: [], inTurn: [] };
  for (let round = -1; round < rounds; round++) {
    for (const [side, run] of Object.entries(sides)) {
      const start = process.hrtime.bigint();
      const scale = await run();
      const ms = (Number(process.hrtime.bigint() - start) / 1e6) * scale;
      // The first round warms up.
      if (round >= 0) times[side].push(ms);
    }
  }

  for (const index of [0, spawns - 1]) {
    for (const side of ['sops', 'keywire']) {
      const path = `${file(index)}.${side}.yaml`;
      deepStrictEqual(await decryptSops(path, readFileSync(path, 'utf8'), [identity]), manifest(index));
    }
  }

  const seconds = side => `${(median(times[side]) / 1000).toFixed(2)} s`;
  const ratio = side => median(times.sops) / median(times[side]);
  const scaled = `${seconds('sops')}, scaled from ${spawns} spawns`;
  const title = `${files} Secret files for one recipient, sops : keywire`;
  console.log(
    `${title}, at once: ${ratio('together').toFixed(1)} × (${scaled} : ${seconds('together')}, ${rounds} rounds); goal ≥ ${goal} ×`,
  );
  console.log(
    `${title}, one after the other: ${ratio('inTurn').toFixed(1)} × (${seconds('inTurn')}); goal ≥ ${goal} ×`,
  );
  process.exitCode = ratio('together') >= goal && ratio('inTurn') >= goal ? 0 : 1;
}

main().finally(() => rmSync(folder, { recursive: true, force: true }));
