import { TriggerMeshService } from 'keywire/pulumi';
import type { Outcome } from '../../program';
import { inputs, names, resource, runIn } from '../aws-program';
import { credential, namespace, source, store, user } from '../sound';

const labels = { one: ['2026-01'], two: ['2026-01', '2026-04'], next: ['2026-04'] } as const;

const declared = (keys: readonly string[] | undefined, where: 'native' | 'remote' = 'native') =>
  runIn({}, () => {
    const orders = user({ keys });
    const backend =
      where === 'native'
        ? orders.inNativeSecret()
        : orders.inSecretsManager({ secret: 'prod/aws' }).readThrough(store());
    const aws = credential(backend);
    source(aws);
    new TriggerMeshService('worker', { namespace, image: 'worker', env: aws.env() });
  });

/** The Secret that each user of the credential takes its key from. */
const used = (outcome: Outcome): readonly string[] => {
  const text = ['worker-service', 'incoming-source'].map(name => JSON.stringify(inputs(outcome, name)));
  return text.map(each => [...new Set(each.match(/(?<="name":")aws[\w-]*(?=")/g))].join());
};
const made = (outcome: Outcome, ending: RegExp): readonly string[] => names(outcome).filter(name => ending.test(name));
const secretName = (outcome: Outcome, name: string) => (inputs(outcome, name).metadata as { name: string }).name;

describe('the keys of a dedicated user', () => {
  test('without labels are one, in a Secret of the name of the credential', async () => {
    const outcome = await declared(undefined);
    expect(made(outcome, /-key/)).toEqual(['orders-key']);
    expect(made(outcome, /^aws-/)).toEqual(['aws-secret']);
    expect(secretName(outcome, 'aws-secret')).toBe('aws');
    expect(used(outcome)).toEqual(['aws', 'aws']);
  });

  test('with one label have a Secret that is named for it', async () => {
    const outcome = await declared(labels.one);
    expect(made(outcome, /-key/)).toEqual(['orders-key-2026-01']);
    expect(secretName(outcome, 'aws-secret-2026-01')).toBe('aws-2026-01');
    expect(used(outcome)).toEqual(['aws-2026-01', 'aws-2026-01']);
  });

  test('with two labels have a Secret each, of which the last is used and the first stays', async () => {
    const outcome = await declared(labels.two);
    expect(made(outcome, /-key/)).toEqual(['orders-key-2026-01', 'orders-key-2026-04']);
    expect(made(outcome, /^aws-/)).toEqual(['aws-secret-2026-01', 'aws-secret-2026-04']);
    expect(used(outcome)).toEqual(['aws-2026-04', 'aws-2026-04']);
  });

  test('each stand in the Secret of their label', async () => {
    const keys = {
      'orders-key-2026-01': { id: 'AKIAAAAAAAAAAAAAAAAA', secret: 'first' },
      'orders-key-2026-04': { id: 'AKIABBBBBBBBBBBBBBBB', secret: 'second' },
    };
    const outcome = await runIn({ keys }, () => credential(user({ keys: labels.two }).inNativeSecret()));
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const data = (id: string, secret: string) => ({
      AWS_ACCESS_KEY_ID: base64(id),
      AWS_SECRET_ACCESS_KEY: base64(secret),
    });
    expect(inputs(outcome, 'aws-secret-2026-01').data).toEqual(data('AKIAAAAAAAAAAAAAAAAA', 'first'));
    expect(inputs(outcome, 'aws-secret-2026-04').data).toEqual(data('AKIABBBBBBBBBBBBBBBB', 'second'));
  });

  test.each(['native', 'remote'] as const)('rotate by a label more and then one less: %s', async where => {
    const [before, both, after] = [
      await declared(labels.one, where),
      await declared(labels.two, where),
      await declared(labels.next, where),
    ];
    const added = names(both).filter(name => !names(before).includes(name));
    const removed = names(both).filter(name => !names(after).includes(name));
    const of = (label: string) =>
      where === 'native'
        ? [`aws-secret-${label}`, `orders-key-${label}`]
        : [
            `aws-external-secret-${label}`,
            `orders-key-${label}`,
            `orders-prod/aws/${label}-secret`,
            `orders-prod/aws/${label}-version`,
          ];
    expect(added).toEqual(of('2026-04').toSorted());
    expect(removed).toEqual(of('2026-01').toSorted());
    const users = ['worker-service', 'incoming-source'];
    expect(users.map(name => inputs(after, name))).toEqual(users.map(name => inputs(both, name)));
  });

  test('with labels are in Secrets Manager below the name that is given, by label', async () => {
    const outcome = await declared(labels.two, 'remote');
    expect(inputs(outcome, 'orders-prod/aws/2026-01-secret').name).toBe('prod/aws/2026-01');
    expect(inputs(outcome, 'orders-prod/aws/2026-04-secret').name).toBe('prod/aws/2026-04');
    expect(JSON.stringify(inputs(outcome, 'aws-external-secret-2026-01'))).toContain('"key":"prod/aws/2026-01"');
    expect(used(outcome)).toEqual(['aws-2026-04', 'aws-2026-04']);
  });

  test('are in Secrets Manager before an ExternalSecret reads them there', async () => {
    const outcome = await declared(labels.one, 'remote');
    expect(resource(outcome, 'orders-prod/aws/2026-01-version').dependsOn).toContain('orders-key-2026-01');
    const { dependsOn } = resource(outcome, 'aws-external-secret-2026-01');
    expect(dependsOn).toEqual(expect.arrayContaining(['orders-prod/aws/2026-01-version', 'store-store']));
    expect(resource(outcome, 'incoming-source').dependsOn).toContain('aws-external-secret-2026-01');
  });

  test('without labels are in Secrets Manager under the name that is given', async () => {
    const outcome = await declared(undefined, 'remote');
    expect(inputs(outcome, 'orders-prod/aws-secret').name).toBe('prod/aws');
    expect(names(outcome)).toContain('aws-external-secret');
  });
});
