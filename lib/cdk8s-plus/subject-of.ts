import type { ISubject } from 'cdk8s-plus-27';
import { FieldError } from '../core/field-error';
import { group, serviceAccount, user, type Subject } from '../core/subject';

/**
 * A subject of cdk8s-plus for `grantRead`: a `User`, a `Group`, a `ServiceAccount`, or a workload by its account.
 *
 * `ServiceAccount.fromServiceAccountName` means the namespace `default` unless it is told another.
 *
 * @throws FieldError for a subject of another kind
 *
 * @example
 * aws.grantRead(subjectOf(deployment.serviceAccount));
 */
export function subjectOf(subject: ISubject): Subject<string> {
  const { kind, name, namespace } = subject.toSubjectConfiguration();
  switch (kind) {
    case 'User':
      return user(name);
    case 'Group':
      return group(name);
    case 'ServiceAccount':
      return serviceAccount(name, namespace === undefined ? {} : { namespace });
    default:
      throw new FieldError('subjectOf()', 'must be a User, a Group or a ServiceAccount');
  }
}
