import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runtime } from '@pulumi/pulumi';
import { run } from './program';

const folder = join(__dirname, '../../examples/pulumi');
const examples = readdirSync(folder).filter(file => file.endsWith('.ts'));

const config = {
  'project:oidcProviderArn':
    'arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
  'project:databasePassword': 'for-a-test-only',
};

test.each(examples)('the Pulumi example %s declares resources without an error', async file => {
  const { resources, messages } = await run(() => {
    runtime.setAllConfig(config, ['project:databasePassword']);
    jest.isolateModules(() => jest.requireActual(join(folder, file)));
  });
  expect(messages).toEqual([]);
  expect(resources.length).toBeGreaterThan(2);
});
