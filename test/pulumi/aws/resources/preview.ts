import { Queue } from '@pulumi/aws/sqs/queue';
import { TriggerMeshService } from 'keywire/pulumi';
import { run } from '../../program';
import { names } from '../aws-program';
import { credential, namespace, readingRole, role, source, sourceRole, store, stored, user } from '../sound';

describe('a preview', () => {
  test('declares all of it and fails nothing, while ARNs, keys and ids are not known yet', async () => {
    const program = (): void => {
      const { arn } = new Queue('orders', { name: 'orders' });
      const late = { kind: 'AWSSQSSource', spec: { arn } } as const;
      const orders = user({ for: [late], keys: ['a', 'b'] });
      const keys = orders.inSecretsManager({ secret: 'prod/aws' });
      const reads = readingRole({ reads: [keys, stored()], serviceAccount: 'store' });
      const aws = credential(keys.readThrough(store({ auth: reads.storeAuth() })));
      new TriggerMeshService('worker', { namespace, image: 'worker', env: aws.env() });
      source(aws, late);
      source(sourceRole({ for: [late] }, 'readings').iamRole(), late, 'readings');
      source(credential(orders.inNativeSecret(), { name: 'native' }), late, 'native');
      const trust = { clusterName: 'main' };
      const policies = [{ Version: '2012-10-17', Statement: [{}] }];
      role({ trust, policies, serviceAccount: 'pods', makesServiceAccount: true }, undefined, 'pods');
    };
    const [before, made] = [await run(program, { preview: true }), await run(program)];
    expect([...before.messages, ...made.messages]).toEqual([]);
    expect(names(before)).toEqual(names(made));
    expect(names(made).length).toBe(29);
  });
});
