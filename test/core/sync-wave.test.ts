import { syncWaveOf } from '../../lib/core/sync-wave';

describe('a sync wave', () => {
  test('brings what others need first, and sources last, so that deletes begin with them', () => {
    const order = [
      ['ServiceAccount', 'Role', 'RoleBinding'],
      ['SecretStore', 'ClusterSecretStore'],
      ['ExternalSecret', 'SealedSecret', 'SecretProviderClass', 'Secret'],
      ['Service'],
      ['AWSSQSSource', 'AWSS3Source'],
    ];
    const waves = order.map(kinds => kinds.map(syncWaveOf));
    expect(waves).toEqual([[-4, -4, -4], [-3, -3], [-2, -2, -2, -2], [-1], [0, 0]]);
  });
});
