import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { FieldError } from 'keywire';
import { group, serviceAccount, user, type Subject } from 'keywire/cdk8s';
import { escapeExpansion } from '../lib/core/env';
import { accessKey, base64, showsSecret } from './bad-inputs/secret-values';
import { expanded } from './bad-inputs/kubelet-expansion';
import { grants } from './bad-inputs/rbac';
import { isImpossible, isRefused, type Row } from './bad-inputs/row';
import { credential } from './bad-inputs/sound';
import { table } from './bad-inputs/table';
import { pemText, tlsCredential } from './bad-inputs/values';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'keywire-bad-inputs-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

const ordersIn = (app: App): Chart => new Chart(app, 'orders', { namespace: 'orders' });

/** What a program that declares this throws. */
function errorOf(declare: Row['declare']): unknown {
  const app = new App({ outdir });
  try {
    declare(ordersIn(app));
    app.synth();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Lower case, unless it begins with the kind of an object, and no full stop. */
const sentence = /^([a-z]|(Cluster)?Secret(Store)? ).*[^.]$/s;

/** All that a logger could write of an error. */
const shown = (error: Error): string =>
  [
    error.message,
    error.stack,
    String(error),
    inspect(error, { depth: Infinity, showHidden: true }),
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
  ].join('\n');

describe('a bad input', () => {
  test.each(table.filter(isRefused))('fails when $failsWhen ($number)', ({ declare, at, says }) => {
    const error = errorOf(declare);
    if (!(error instanceof FieldError)) throw new Error(`wanted a FieldError, got ${inspect(error)}`);
    expect(error.path).toBe(at);
    expect(error.problem).toMatch(says);
    expect(error.problem).toMatch(sentence);
    expect(existsSync(outdir) ? readdirSync(outdir) : []).toEqual([]);
    expect(showsSecret(shown(error))).toBe(false);
  });

  test.each(table.filter(isImpossible))('never $never ($number)', ({ declare, mistakesIn, byHand }) => {
    const chart = ordersIn(Testing.app());
    declare(chart);
    expect(mistakesIn(Testing.synth(chart) as object[])).toEqual([]);
    expect(mistakesIn(byHand ?? [])).not.toEqual([]);
  });

  test('is in the table for every number that there is an answer to', () => {
    const numbers = [
      [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 14],
      [27, 28, 29, 30, 31, 32, 33, 35, 36, 37, 38, 39, 41],
      [47, 51, 52, 53, 54, 56, 57, 60],
      [61, 62, 63, 64, 65, 66, 67, 68, 69, 73, 75, 76, 78, 79, 84],
      [86, 88, 89, 90, 91, 92, 94, 96, 97, 98],
    ].flat();
    expect([...new Set(table.map(({ number }) => number))]).toEqual(numbers);
  });
});

test('PEM text may end in a newline', () => {
  expect(errorOf(chart => tlsCredential(chart, pemText))).toBeUndefined();
});

test('a secret value that shows is found, as it is and in base64', () => {
  const { accessKeyId } = accessKey;
  for (const text of [
    accessKeyId,
    base64(accessKeyId),
    base64(`a${accessKeyId}`),
    base64(base64(`ab${accessKeyId}`)),
  ]) {
    expect(showsSecret(`Error: ${text} is wrong`)).toBe(true);
  }
  expect(showsSecret('Error: something is wrong')).toBe(false);
});

describe('a literal in env', () => {
  const valueOf = (name: string): string => `value of ${name}`;

  test('comes out with $(NAME) and $$ escaped', () => {
    expect(escapeExpansion('$(HOME) $$ $5 $')).toBe('$$(HOME) $$$ $5 $');
  });

  test.each(['rune', 'byte'] as const)('is what the container gets, of a kubelet that goes by the %s', character => {
    const dollars = fc.array(
      fc.oneof(fc.constantFrom('$', '(', ')', 'HOME', 'é', '🔑'), fc.string({ unit: 'grapheme' })),
    );
    fc.assert(
      fc.property(dollars, parts => {
        const text = parts.join('');
        expect(expanded(escapeExpansion(text), valueOf, character)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('would be expanded as it is', () => {
    expect(expanded('$(HOME) $$(HOME) $$ $(', valueOf)).toBe('value of HOME $(HOME) $ $(');
    expect(expanded('$é', valueOf, 'byte')).not.toBe('$é');
  });
});

test('no grant has a mistake in it, whoever the subjects are', () => {
  const name = fc
    .stringMatching(/^[a-z]([a-z0-9.-]{0,20}[a-z0-9])?$/)
    .filter(text => !/[.][-.]|-[.]|^default$/.test(text));
  const namespace = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
  const subject: fc.Arbitrary<Subject<string>> = fc.oneof(
    fc.stringMatching(/^[A-Za-z]([\w.:@/ -]{0,40}\w)?$/).map(user),
    fc.stringMatching(/^[A-Za-z]([\w.:@/ -]{0,40}\w)?$/).map(group),
    fc
      .tuple(name, fc.option(namespace))
      .map(([name, namespace]) => serviceAccount(name, namespace === null ? {} : { namespace })),
  );
  const subjects = fc.array(subject, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(subjects, subjects, (readers, listers) => {
      const chart = ordersIn(Testing.app());
      const aws = credential(chart);
      aws.grantRead(...readers);
      aws.unsafeGrantListEverySecret(...listers);
      const manifests = Testing.synth(chart) as object[];
      expect(grants.flatMap(({ mistakesIn }) => mistakesIn(manifests))).toEqual([]);
    }),
  );
});
