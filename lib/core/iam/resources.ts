import { crc32 } from 'node:zlib';
import type { Arn } from '../arn';
import type { Subject } from './subject';

type Resources = (subject: Subject) => readonly string[];

/** A resource in the same partition, region and account. */
const beside = ({ partition, region, account }: Arn, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** For actions that know no resources. */
export const everything: Resources = () => ['*'];

export const itself: Resources = ({ arn }) => [beside(arn, arn.service, arn.resource)];

const below =
  (suffix: string): Resources =>
  ({ arn }) => [beside(arn, arn.service, arn.resource + suffix)];

export const tableStreams = below('/stream/*');
export const objects = below('/*');

/** IAM knows no region and account of a bucket. */
export const bucket: Resources = ({ arn }) => [`arn:${arn.partition}:s3:::${arn.resource}`];

// Which of the two a call is checked against differs between pages of the documentation.
export const logGroup: Resources = ({ arn }) => {
  const [group = ''] = arn.resource.split(':log-stream:');
  return [beside(arn, 'logs', group), beside(arn, 'logs', `${group}:*`)];
};

export const logStreams: Resources = subject =>
  subject.arn.resource.includes(':log-stream:') ? itself(subject) : below(':log-stream:*')(subject);

/** The identities of a pool, and all below: ListDatasets asks for an identity, and IAM's reference says for datasets. */
export const identities: Resources = ({ arn }) => [beside(arn, 'cognito-sync', `${arn.resource}/identity/*`)];
export const datasets: Resources = ({ arn }) => [beside(arn, 'cognito-sync', `${arn.resource}/identity/*/dataset/*`)];

/** A call with a filter, as the adapter's, is checked against all of them. */
export const databases: Resources = ({ arn }) => [beside(arn, 'rds', 'db:*')];

/** Named by an id of the database that its ARN does not tell. */
export const databaseMetrics: Resources = ({ arn }) => [beside(arn, 'pi', 'metrics/rds/*')];

/** The queue between a bucket and its source. Without region and account in the bucket's ARN, nobody knows where. */
export const bucketQueue: Resources = ({ arn, queueArn }) => [
  queueArn ?? `arn:${arn.partition}:sqs:${arn.region || '*'}:${arn.account || '*'}:s3-events_${arn.resource}`,
];

// https://github.com/triggermesh/triggermesh/blob/v1.27.0/pkg/sources/reconciler/awseventbridgesource/queue.go
const eventsName = ({ object }: Subject): string =>
  `io_triggermesh_awseventbridgesources-${object === undefined ? '*' : crc32(object)}`;

/** The queue between an event bus and its source. */
export const busQueue: Resources = subject => [subject.queueArn ?? beside(subject.arn, 'sqs', eventsName(subject))];

export const busRule: Resources = subject => rules(subject.arn, eventsName(subject));

/**
 * The rules whose tags are read to find the source's own: all that lead to its queue. In a queue of yours, there may be
 * rules of others.
 */
export const taggedRules: Resources = subject =>
  subject.queueArn === undefined ? busRule(subject) : rules(subject.arn, '*');

// Of the default bus, the controller asks for `rule/default/NAME`, where AWS writes `rule/NAME`.
function rules(arn: Arn, name: string): readonly string[] {
  const bus = arn.resource.slice('event-bus/'.length);
  const paths = bus === 'default' ? [`rule/default/${name}`, `rule/${name}`] : [`rule/${bus}/${name}`];
  return paths.map(path => beside(arn, 'events', path));
}
