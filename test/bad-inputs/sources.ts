import { EventSource } from 'keywire/cdk8s';
import { source } from './by-hand';
import type { Kubernetes, Row } from './row';
import { credential, incoming, queueArn, topicArn } from './sound';

const sink = { uri: 'https://events.example.com' };
const arn = (number: number, failsWhen: string, arn: string, says: RegExp): Row => ({
  number,
  failsWhen,
  declare: chart => incoming(chart, { spec: { arn } }),
  at: 'orders/incoming: spec.arn',
  says,
  byHand: [source({ arn })],
  kubernetes: { refusesIt: /spec\.arn: Invalid value/ },
});

const arns: readonly Row[] = [
  arn(61, 'the ARN of a source is that of another service', topicArn, /must be the ARN of an sqs resource, as in/),
  arn(61, 'the ARN of a source is a bare name', 'orders', /must be the ARN of an sqs resource, as in arn:aws:sqs:/),
  {
    number: 61,
    failsWhen: 'the ARN of a source is missing',
    // @ts-expect-error it is missing
    declare: chart => incoming(chart, { spec: {} }),
    at: 'orders/incoming: spec.arn',
    says: /is missing; it must be the ARN of an sqs resource/,
    byHand: [source({ arn: undefined })],
    kubernetes: { refusesIt: /spec\.arn: Required value/ },
  },
  arn(
    62,
    'the queue is in a partition that TriggerMesh does not know',
    'arn:aws-iso:sqs:us-iso-east-1:123456789012:orders',
    /TriggerMesh's CRD does not accept this partition and region/,
  ),
  arn(
    62,
    'the queue is in the European Sovereign Cloud',
    'arn:aws-eusc:sqs:eusc-de-east-1:123456789012:orders',
    /TriggerMesh's CRD does not accept this partition and region/,
  ),
  {
    number: 62,
    failsWhen: 'a region is one that TriggerMesh does not know',
    declare: chart =>
      new EventSource(chart, 'metrics', {
        kind: 'AWSCloudWatchSource',
        spec: { region: 'us-iso-east-1', metricQueries: [{ name: 'all', expression: 'SUM(METRICS())' }] },
        credentials: credential(chart),
        sink,
      }),
    at: 'orders/metrics: spec.region',
    says: /TriggerMesh's CRD does not accept this region/,
  },
];

const uri = (failsWhen: string, uri: string, kubernetes: Kubernetes = 'lets it through'): Row => ({
  number: 79,
  failsWhen,
  declare: chart => incoming(chart, { sink: { uri } }),
  at: 'orders/incoming: sink.uri',
  says: /must be an absolute URL, as in http:/,
  byHand: [source({ sink: { uri } })],
  kubernetes,
});

const endpoint = (failsWhen: string, url: string): Row => ({
  number: 84,
  failsWhen,
  declare: chart => incoming(chart, { spec: { arn: queueArn, endpoint: { url } } }),
  at: 'orders/incoming: spec.endpoint.url',
  says: /must be https where it is an endpoint of AWS/,
  byHand: [source({ endpoint: { url } })],
  kubernetes: 'lets it through',
});

const long = 'a'.repeat(64);

const others: readonly Row[] = [
  {
    number: 75,
    failsWhen: 'the name of a source is too long for the label of its adapter',
    declare: chart => incoming(chart, { name: long }),
    at: 'orders/incoming: name',
    says: /short enough for a label.*at most 63 characters, these are 64/,
    byHand: [source({}, { name: long })],
    kubernetes: 'lets it through',
  },
  {
    number: 76,
    failsWhen: 'the name of a source that a Knative Service serves has a dot',
    declare: chart =>
      new EventSource(chart, 'topic', {
        kind: 'AWSSNSSource',
        name: 'orders.topic',
        spec: { arn: topicArn },
        credentials: credential(chart),
        sink,
      }),
    at: 'orders/topic: name',
    says: /must be a DNS-1123 label: lower-case letters, digits and "-"/,
    byHand: [source({ arn: topicArn }, { name: 'orders.topic' }, 'AWSSNSSource')],
    kubernetes: 'lets it through',
  },
  uri('a sink is a path', '/orders'),
  uri('a sink is a bare name', 'worker', { refusesIt: /spec\.sink\.uri in body must be of type uri/ }),
  uri('a sink is a URL without a scheme', '//events.example.com/orders'),
  endpoint('an endpoint of AWS is to be spoken to without TLS', 'http://sqs.eu-west-1.amazonaws.com'),
  endpoint('an endpoint of AWS in China is to be spoken to without TLS', 'http://sqs.cn-north-1.amazonaws.com.cn/'),
  endpoint('a dual-stack endpoint of AWS is to be spoken to without TLS', 'HTTP://sqs.eu-west-1.api.aws:80'),
];

export const sources: readonly Row[] = [...arns, ...others];
