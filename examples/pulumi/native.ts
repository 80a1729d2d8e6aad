import { Config } from '@pulumi/pulumi';
import { CredentialSecret, TriggerMeshService, generic, nativeSecret } from 'keywire/pulumi';

const config = new Config();
const namespace = config.get('namespace') ?? 'orders';

/** `pulumi config set --secret databasePassword` asks for the value, and keeps it encrypted. */
const database = new CredentialSecret('database', {
  namespace,
  class: generic('username', 'password'),
  backend: nativeSecret({ username: 'orders', password: config.requireSecret('databasePassword') }),
});
new TriggerMeshService('worker', {
  namespace,
  image: 'registry.example.com/worker:1.4.2',
  env: database.env({ username: 'DB_USER', password: 'DB_PASSWORD' }),
});
