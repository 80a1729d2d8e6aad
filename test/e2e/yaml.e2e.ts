import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { yamlDocument } from '../../lib/cdk8s/yaml/document';
import { objectsOf, type Json } from '../cdk8s/yaml/documents';
import { anyText } from '../cdk8s/yaml/texts';
import { builtTools } from './harness/tools';

// What keywire's `App` writes, read by the real kubectl: `label --local` reads a file, adds a label, and prints what it
// has as JSON, of any kind, without a server.

const kubectl = builtTools().kubectl;
const folder = mkdtempSync(join(tmpdir(), 'keywire-yaml-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Free = Readonly<Record<string, Json>>;

/** An object of a kind that kubectl does not know, and so leaves as it is. */
const free = (content: Free): Free => ({
  apiVersion: 'example.com/v1',
  kind: 'Free',
  metadata: { name: 'free', labels: {} },
  ...content,
});

let files = 0;

async function labelled(documents: readonly string[], output: string): Promise<string> {
  const file = join(folder, `${files++}.yaml`);
  writeFileSync(file, documents.join('---\n'));
  const args = ['label', '--local', `--filename=${file}`, `--output=${output}`, 'read=back'];
  const env = { HOME: folder, KUBECONFIG: join(folder, 'none') };
  const { stdout } = await promisify(execFile)(kubectl, args, { env, maxBuffer: 1 << 29 });
  rmSync(file);
  return stdout;
}

/** How many of the objects kubectl reads otherwise than they are. */
async function changed(objects: readonly Free[]): Promise<number> {
  const output = await labelled(objects.map(yamlDocument), 'json');
  const read = output.split(/(?<=^\}\n)(?=\{$)/m).map(text => JSON.parse(text) as Free);
  expect(read).toHaveLength(objects.length);
  const labels = { read: 'back' };
  const wrong = objects.filter((object, index) => {
    const { metadata, ...content } = read[index] ?? {};
    const { metadata: _, ...expected } = object;
    return !isSame(content, expected) || !isSame(metadata, { name: 'free', labels });
  });
  // The first few say more than their number.
  expect(wrong.slice(0, 3)).toEqual([]);
  return wrong.length;
}

/** Like `toEqual`, for millions. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && isSame(at(one, key), at(other, key)))
  );
}

const at = (object: object, key: string): unknown => (object as Readonly<Record<string, unknown>>)[key];

/** Runs them two at a time, and sums up what they find. */
async function sum(batches: readonly (() => Promise<number>)[]): Promise<number> {
  const queue = batches.values();
  const work = async (): Promise<number> => {
    let found = 0;
    for (const batch of queue) found += await batch();
    return found;
  };
  return (await Promise.all([work(), work()])).reduce((one, other) => one + other);
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const placed = (character: string): readonly string[] => [
  character,
  `a${character}`,
  `${character}a`,
  `a${character}a`,
];

test('kubectl reads back every character in every place, as a value and as a key', async () => {
  const size = 0x1000;
  let texts = 0;
  const batches = Array.from({ length: 0x110000 / 0x10000 }, (_, plane) => () => {
    const starts = Array.from({ length: 0x10000 / size }, (_, index) => plane * 0x10000 + index * size);
    const objects = starts.filter(isWhole).map(start => {
      const characters = Array.from({ length: size }, (_, index) => start + index).filter(isWhole);
      const values = characters.flatMap(code => placed(String.fromCodePoint(code)));
      texts += values.length;
      // At the root, where a key begins its line.
      return free({ ...Object.fromEntries(values.map(text => [text, 0])), values });
    });
    return changed(objects);
  });
  expect(await sum(batches)).toBe(0);
  expect(texts).toBe((0x110000 - 0x800) * 4);
  say(`${texts} texts of every character, each as a value and as a key: 0 changed`);
});

test('kubectl reads back every short text of the characters of numbers', async () => {
  const characters = '.10_eE+-xbo'.split('');
  const longer = (texts: readonly string[]) => texts.flatMap(text => characters.map(character => text + character));
  let texts: readonly string[] = '.10+-'.split('');
  const values: string[] = [];
  for (; values.length < 50_000; texts = longer(texts)) values.push(...texts);
  expect(await changed([free({ values, ...Object.fromEntries(values.map(text => [text, 0])) })])).toBe(0);
  say(`${values.length} texts that look like numbers, each as a value and as a key: 0 changed`);
});

/** Whether it is no surrogate. */
const isWhole = (code: number): boolean => code < 0xd800 || code > 0xdfff;

test('kubectl reads back documents of any texts and keys', async () => {
  // Another seed is another 200,000 documents.
  const seed = Number(process.env.KEYWIRE_SEED ?? 20261122);
  const [count, size] = [200_000, 10_000];
  const batches = Array.from({ length: count / size }, (_, batch) => () => {
    const contents = fc.sample(objectsOf(anyText), { numRuns: size, seed: seed + batch });
    return changed(contents.map(content => free({ spec: content })));
  });
  expect(await sum(batches)).toBe(0);
  say(`${count} documents of seed ${seed}: 0 changed`);
});

test('kubectl reads what stands behind a byte order mark, wherever in its buffer that is', async () => {
  const padded = Array.from({ length: 3000 }, (_, length) => ({ a: `${'x'.repeat(length)}\ufeff`, ...free({ z: 1 }) }));
  expect(await changed(padded)).toBe(0);
  // As it is, it makes the parser skip the start of a line behind it.
  const raw = padded.map(object => yamlDocument(object).replace(/^a: "(.*)\\ufeff"$/m, 'a: $1\ufeffx'));
  await expect(labelled(raw, 'name')).rejects.toThrow(/error parsing/);
});

test('kubectl reads what is as deep as keywire writes it, and nothing deeper', async () => {
  let deep: Json = [];
  for (let level = 1; level < 9_999; level++) deep = [deep];
  const document = yamlDocument(free({ spec: deep }));
  expect(await labelled([document], 'name')).toBe('free.example.com/free\n');
  await expect(labelled([document.replace('[]', '- []')], 'name')).rejects.toThrow(/exceeded max depth/);
  expect(() => yamlDocument(free({ spec: [deep] }))).toThrow('is deeper than the 10000 levels');
});
