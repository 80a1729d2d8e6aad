import type { Loading } from './loading';
import type { PlannedKey } from './new-key';
import type { Step } from './step';
import { oldKeyOptions, stepCommand } from './step-command';

/** Makes a key, which every API server reads, the one that writes. */
export const promotion = (key: PlannedKey, resource: string | undefined, loading: Loading): Step => ({
  title: 'Write with the new key',
  commands: stepCommand('promote', loading, `${oldKeyOptions(key)} --loaded`, resource),
  text: [
    loading.apiServers > 1
      ? 'Only when every API server has loaded the file before: one that has not can not read what the others write from now on.'
      : 'With one API server there is nobody to wait for.',
  ],
});

/** What is to be done about a key before it writes. */
export const backUp = (key: PlannedKey): string =>
  key.provider === 'kms'
    ? 'The plugin must be running on every host, and its key be backed up where it lives.'
    : 'Back up the file where other keys are kept, apart from the backups of etcd: without the key they are worth nothing, beside it they are no longer encrypted.';
