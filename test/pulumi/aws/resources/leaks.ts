import { secret } from '@pulumi/pulumi';
import { leaksIn, newCanary } from '../../../canary';
import { errorText, shownOf } from '../../../shown';
import { revealed, shownPart } from '../../registered';
import { late, runIn } from '../aws-program';
import { credential, readingRole, source, store, stored, user } from '../sound';

const [first, second, password, known] = [newCanary('/+'), newCanary('/+'), newCanary('"\\&'), newCanary()];
const canaries = { first, second, password, known };
const keys = {
  'orders-key-a': { id: 'AKIAAAAAAAAAAAAAAAAA', secret: first },
  'orders-key-b': { id: 'AKIABBBBBBBBBBBBBBBB', secret: second },
};
const values = () => ({ username: known, password: late(password), token: secret(password) });

/** A program, and all that it makes which a user may hold in hand. */
function program(): readonly unknown[] {
  const orders = user({ keys: ['a', 'b'] });
  const native = orders.inNativeSecret();
  const remote = orders.inSecretsManager({ secret: 'prod/aws' });
  const database = stored({ values: values() });
  const role = readingRole({ reads: [remote, database] });
  const read = remote.readThrough(store());
  const [aws, awsToo] = [credential(native), credential(read, { name: 'remote' })];
  source(aws);
  return [orders, native, remote, remote.versions, database, role, read, aws, awsToo, aws.env(), aws.keys];
}

describe('the values of keys and of secrets', () => {
  test('are nowhere but in data and secretString, which are marked as secret', async () => {
    const { messages, resources } = await runIn({ keys }, () => {
      program();
    });
    expect(messages).toEqual([]);
    const open = JSON.stringify(resources.map(({ inputs, outputs }) => [shownPart(inputs), shownPart(outputs)]));
    expect(leaksIn(open, canaries)).toEqual([]);
    const holders = resources.filter(({ inputs }) => leaksIn(JSON.stringify(revealed(inputs)), canaries).length > 0);
    expect(holders.map(({ type }) => type).toSorted()).toEqual([
      'aws:secretsmanager/secretVersion:SecretVersion',
      'aws:secretsmanager/secretVersion:SecretVersion',
      'aws:secretsmanager/secretVersion:SecretVersion',
      'kubernetes:core/v1:Secret',
      'kubernetes:core/v1:Secret',
    ]);
    for (const { inputs } of holders) {
      const { data, secretString, ...rest } = inputs;
      expect([leaksIn(JSON.stringify(rest), canaries), data ?? secretString]).toEqual([[], expect.anything()]);
    }
  });

  test('are in nothing that a program may print', async () => {
    let shown = '';
    await runIn({ keys }, async () => {
      const things = program();
      shown += things.map(shownOf).join('\n');
      await new Promise(setImmediate);
      // Once more, when all promises have their values.
      shown += things.map(shownOf).join('\n');
    });
    expect(leaksIn(shown, canaries)).toEqual([]);
    expect(shown.length).toBeGreaterThan(10_000);
  });

  test.each<[string, () => unknown]>([
    ['has a line break', () => stored({ values: { password: `${known}\n` } })],
    ['comes late and has a line break', () => stored({ values: { password: late(`${password}\n`) } })],
    ['is no text', () => stored({ values: { password: { held: known } } })],
    ['comes late and is no text', () => stored({ values: { password: late([password]) } })],
  ])('fails when one %s, without telling it', async (_, declare) => {
    const { errors, messages } = await runIn({}, declare);
    expect(messages.length).toBe(1);
    expect(leaksIn(errors.map(errorText).join('\n'), canaries)).toEqual([]);
  });

  test('of a key fail when they are none, without being told', async () => {
    const bad = {
      'orders-key-a': { id: `${first}\n`, secret: second },
      'orders-key-b': { id: first, secret: `${second}\n` },
    };
    const { errors, messages } = await runIn({ keys: bad }, () =>
      credential(user({ keys: ['a', 'b'] }).inNativeSecret()),
    );
    expect(messages.length).toBeGreaterThan(0);
    expect(leaksIn(errors.map(errorText).join('\n'), canaries)).toEqual([]);
  });
});
