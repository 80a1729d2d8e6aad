/**
 * Sealing values of 60 bytes under RSA-4096: keywire's rate against the rate at which `openssl speed` does nothing but
 * the public-key operation, against Node's `publicEncrypt` with the padding that there has to be, and two threads
 * against one. What no seal can do without says how near the first goal is on this machine: the bare RSA operation and
 * AES-256-GCM, as fast as `node:crypto` has them, with no padding, no randomness and nothing put together.
 *
 * Of openssl and of one thread, CPU time counts, as openssl counts it; of two threads, what the clock says, start
 * included, so nothing else may run.
 *
 * The folder of a build may be given.
 */
const { spawnSync } = require('node:child_process');
const { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } = require('node:crypto');
const { join, resolve } = require('node:path');

const build = resolve(process.argv[2] ?? join(__dirname, '../build'));
const { sealValue } = require(join(build, 'seal/sealed-secrets/seal-value'));
const { sealValues } = require(join(build, 'seal/sealed-secrets/seal-values'));

const rounds = 5;
const count = 10_000;
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
const items = Array.from({ length: count }, (_, index) => ({
  publicKey,
  label: `orders/credential-${index}`,
  value: randomBytes(60),
}));

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rate = numbers => `${median(numbers).toFixed(0)}/s`;

function opensslVerifies() {
  const { stdout, error } = spawnSync('openssl', ['speed', '-seconds', '3', 'rsa4096'], { encoding: 'utf8' });
  if (error) throw error;
  return Number(/^rsa 4096 bits.*\s([\d.]+)$/m.exec(stdout)[1]);
}

const padding = constants.RSA_PKCS1_OAEP_PADDING;
const oaep = { key: publicKey, padding, oaepHash: 'sha256', oaepLabel: Buffer.from('orders/aws') };
const sessionKey = randomBytes(32);

const bare = { key: publicKey, padding: constants.RSA_NO_PADDING };
const padded = Buffer.concat([Buffer.alloc(1), randomBytes(511)]);
const nonce = Buffer.alloc(12);

/** The two operations of a seal that cost something, and nothing else. */
function least({ value }) {
  publicEncrypt(bare, padded);
  const cipher = createCipheriv('aes-256-gcm', sessionKey, nonce);
  cipher.update(value);
  cipher.final();
  cipher.getAuthTag();
}

/** How often one thread does it in a second of CPU time. */
function rateOf(run) {
  const before = process.cpuUsage();
  for (const item of items) run(item);
  const { user, system } = process.cpuUsage(before);
  return (count * 1e6) / (user + system);
}

async function sealsOf(threads) {
  const start = process.hrtime.bigint();
  await sealValues(items, { threads });
  return (count * 1e9) / Number(process.hrtime.bigint() - start);
}

(async () => {
  rateOf(sealValue);
  const rates = { openssl: [], least: [], encrypt: [], seal: [], one: [], two: [] };
  for (let round = 0; round < rounds; round++) {
    rates.openssl.push(opensslVerifies());
    rates.least.push(rateOf(least));
    rates.encrypt.push(rateOf(() => publicEncrypt(oaep, sessionKey)));
    rates.seal.push(rateOf(sealValue));
    rates.one.push(await sealsOf(1));
    rates.two.push(await sealsOf(2));
  }
  const compare = (title, ours, peer, goal) => {
    const ratio = median(rates[ours]) / median(rates[peer]);
    const between = `${rate(rates[ours])} : ${rate(rates[peer])}`;
    console.log(
      `${count} seals with RSA-4096, ${title}: ${ratio.toFixed(2)} × (${between}, ${rounds} rounds); goal ≥ ${goal} ×`,
    );
    return ratio >= goal;
  };
  const most = median(rates.least) / median(rates.openssl);
  console.log(`RSA without padding, and AES-256-GCM : openssl speed, ${most.toFixed(2)} ×: no seal can be faster`);
  const reached = [
    compare('keywire : openssl speed', 'seal', 'openssl', 0.9),
    compare('keywire : publicEncrypt', 'seal', 'encrypt', 0.85),
    compare('two threads : one', 'two', 'one', 1.7),
  ];
  process.exitCode = reached.every(Boolean) ? 0 : 1;
})();
