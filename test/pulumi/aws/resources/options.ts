import { ComponentResource, type ComponentResourceOptions } from '@pulumi/pulumi';
import { Provider as Aws } from '@pulumi/aws/provider';
import { Provider as Kubernetes } from '@pulumi/kubernetes/provider';
import type { Outcome } from '../../program';
import { names, resource, runIn } from '../aws-program';
import { incoming, role, stored, user } from '../sound';
import { policyFor } from 'keywire/pulumi';

/** Everything that makes resources of its own, with the same options. */
function declareAll(opts: ComponentResourceOptions): void {
  user({}, opts).inSecretsManager({ secret: 'prod/aws' });
  stored({}, opts);
  role({ trust: { clusterName: 'main' }, policies: [policyFor([incoming])], makesServiceAccount: true }, opts);
}

const ours = ({ resources }: Outcome) =>
  resources.filter(
    ({ type, isComponent }) => !isComponent && !type.startsWith('pulumi:') && type !== 'aws:sqs/queue:Queue',
  );
const declared = (opts: () => ComponentResourceOptions) =>
  runIn({}, () => {
    declareAll(opts());
  });
class Anything extends ComponentResource {
  constructor(name: string) {
    super('test:index:Anything', name);
  }
}

describe('the options of a component', () => {
  test('reach all that it makes: protect and retainOnDelete', async () => {
    const outcome = await declared(() => ({ protect: true, retainOnDelete: true }));
    expect(outcome.messages).toEqual([]);
    expect(ours(outcome).filter(each => !each.protect || !each.retainOnDelete)).toEqual([]);
    expect(ours(outcome).length).toBe(11);
  });

  test('reach all that it makes: deletedWith and dependsOn', async () => {
    const outcome = await declared(() => ({ deletedWith: new Anything('cluster'), dependsOn: new Aws('before') }));
    expect(outcome.messages).toEqual([]);
    const missing = ours(outcome).filter(each => each.deletedWith !== 'cluster' || !each.dependsOn.includes('before'));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('reach what is made with each: a provider of AWS and one of Kubernetes', async () => {
    const outcome = await declared(() => ({ providers: [new Aws('gov'), new Kubernetes('cluster')] }));
    expect(outcome.messages).toEqual([]);
    const wrong = ours(outcome).filter(
      ({ type, provider }) => !provider.includes(type.startsWith('aws:') ? '::gov::' : '::cluster::'),
    );
    expect(wrong.map(({ name, provider }) => [name, provider])).toEqual([]);
    expect(resource(outcome, 'orders-role-service-account').provider).toContain('::cluster::');
  });

  test('stay with it, where they say what it was before', async () => {
    const outcome = await declared(() => ({ aliases: [{ name: 'before' }] }));
    const { resources } = outcome;
    expect(resources.find(({ name, isComponent }) => isComponent && name === 'orders')?.aliases).toEqual(['before']);
    expect(resources.find(({ name }) => name === 'orders-prod/aws')?.aliases).not.toContain('before');
    expect(names(outcome)).toContain('orders-prod/aws-secret');
  });
});
