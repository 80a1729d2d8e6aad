import { requirePartition, requireRoleArn } from './arn';
import { FieldError } from './field-error';
import { requireServiceAccount } from './names';

/** In whose name the secrets of a mounted credential are read: that of the service account of the pods that mount it. */
export type MountIdentity<Text> =
  | {
      /**
       * The IAM role that the service account takes (IRSA). The account is made here. Of several mounted credentials
       * with one account, all may say so in cdk8s, and it is made once; in Pulumi, one does and the others say
       * `existing`, as a resource belongs to what has made it.
       */
      readonly roleArn: Text;
      /** The name of that service account. @default - the credential's name */
      readonly serviceAccountName?: string | undefined;
    }
  | {
      /** EKS Pod Identity: EKS has the role of the service account, which is made here without one. */
      readonly podIdentity: {
        /** The name of that service account. @default - the credential's name */
        readonly serviceAccountName?: string | undefined;
      };
    }
  | {
      /** A service account that somebody else makes: by hand, or a `WorkloadRole` with `makesServiceAccount`. */
      readonly existing: {
        readonly serviceAccountName: string;
        /** Whether it has its role by EKS Pod Identity, and not by its annotation. @default false */
        readonly podIdentity?: boolean | undefined;
      };
    };

/** A service account, and how it comes to its role. */
export type MountAccount<Text> = {
  readonly serviceAccountName: string;
  readonly isMade: boolean;
  readonly roleArn: Text | undefined;
  readonly usesPodIdentity: boolean;
};

const ways = 'must be one of { roleArn }, { podIdentity: {} } and { existing: { serviceAccountName } }';

/** The service account of an identity. Throws for none, for several at once, and for a role of another partition. */
export function mountAccount<Text>(identity: MountIdentity<Text>, name: string, region: string): MountAccount<Text> {
  requireOneWay(identity);
  if ('roleArn' in identity) {
    const { roleArn, serviceAccountName = name } = identity;
    requireRoleArn('identity.roleArn', roleArn);
    requirePartition('identity.roleArn', roleArn, region);
    requireServiceAccount('identity.serviceAccountName', serviceAccountName);
    return { serviceAccountName, isMade: true, roleArn, usesPodIdentity: false };
  }
  if ('podIdentity' in identity) {
    const { serviceAccountName = name } = identity.podIdentity;
    requireServiceAccount('identity.podIdentity.serviceAccountName', serviceAccountName);
    return { serviceAccountName, isMade: true, roleArn: undefined, usesPodIdentity: true };
  }
  const { serviceAccountName, podIdentity: usesPodIdentity = false } = identity.existing;
  requireServiceAccount('identity.existing.serviceAccountName', serviceAccountName);
  if (typeof (usesPodIdentity as unknown) !== 'boolean')
    throw new FieldError('identity.existing.podIdentity', 'must be true or false');
  return { serviceAccountName, isMade: false, roleArn: undefined, usesPodIdentity };
}

/** At run time anything may come. */
function requireOneWay(identity: unknown): void {
  if (typeof identity !== 'object' || identity === null) throw new FieldError('identity', ways);
  const given = (['roleArn', 'podIdentity', 'existing'] as const).filter(way => way in identity);
  const [way] = given;
  if (way === undefined || given.length > 1) throw new FieldError('identity', `${ways}, not ${given.length} of them`);
  const what = (identity as Readonly<Record<string, unknown>>)[way];
  if (way !== 'roleArn' && (typeof what !== 'object' || what === null))
    throw new FieldError(`identity.${way}`, 'must be an object');
}
