/** The annotation by which Argo CD orders a sync. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
export const syncWaveAnnotation = 'argocd.argoproj.io/sync-wave';

const waves: Readonly<Record<string, number>> = {
  ServiceAccount: -4,
  Role: -4,
  RoleBinding: -4,
  SecretStore: -3,
  ClusterSecretStore: -3,
  ExternalSecret: -2,
  SealedSecret: -2,
  SecretProviderClass: -2,
  Secret: -2,
  Service: -1,
};

/** When an object of that kind is applied: what others need first, sources last, so that deletes begin with them. */
export const syncWaveOf = (kind: string): number => waves[kind] ?? 0;
