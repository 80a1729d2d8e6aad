/**
 * A stand-in for the AWS provider, whose binary no package registry carries: the real engine drives it, and it calls
 * moto through AWS's own SDK.
 *
 * Like pulumi-aws 7 in its names, ids, outputs, secret outputs and replacements, for the resources in its tables.
 * Unlike it, it validates nothing, updates no tags, knows few of the optional inputs, and waits for nothing.
 */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsClients } from './aws-clients';
import { awsClients, unlessGone } from './aws-clients';
import { iamKinds } from './aws-iam';
import { inlinePolicyKinds } from './aws-inline-policy';
import type { AwsKind } from './aws-kind';
import { autoname, optional, required, sameToAws } from './aws-kind';
import { otherKinds } from './aws-other-kinds';
import { secretsManagerKinds } from './aws-secrets-manager';
import { logged } from './operations-log';
import { serve } from './provider-server';
import type { Change, StandIn } from './stand-in';
import { unsupported } from './stand-in';
import type { Properties, Value } from './wire';
import { equal, hasUnknown, markedLike, plain, plainProperties, secret } from './wire';

const kinds: Readonly<Record<string, AwsKind>> = {
  ...iamKinds,
  ...inlinePolicyKinds,
  ...secretsManagerKinds,
  ...otherKinds,
};

/** Where bridged providers keep the names of the inputs that they made up. */
const defaultsKey = '__defaults';

let region = process.env.AWS_REGION ?? '';
let opened: AwsClients | undefined;

const clients = (): AwsClients => (opened ??= awsClients(region));

function kindOf(type: string): AwsKind {
  const kind = kinds[type];
  if (kind === undefined) throw unsupported('AWS', type);
  return kind;
}

function marked(outputs: Properties, inputs: Properties, { sensitive = [] }: AwsKind): Properties {
  const entries = Object.entries(markedLike(outputs, inputs));
  return Object.fromEntries(entries.map(([name, value]) => [name, sensitive.includes(name) ? secret(value) : value]));
}

const withoutDefaults = ({ [defaultsKey]: _, ...inputs }: Properties): Properties => inputs;

const hasMadeName = (inputs: Properties): boolean => equal(inputs[defaultsKey], ['name']);

/** A write-only input reaches AWS, and neither the state nor a diff. */
const isKept = (name: string): boolean => name !== 'secretStringWo';

const kept = (inputs: Properties): Properties =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => isKept(name)));

function changes(kind: AwsKind, outputs: Properties, oldInputs: Properties, news: Properties): readonly Change[] {
  const names = new Set([...Object.keys(oldInputs), ...Object.keys(news)].filter(isKept));
  return [...names].flatMap((path): Change[] => {
    const [old, now] = [outputs[path], news[path]];
    if (!hasUnknown(now ?? null) && sameToAws(old, now)) return [];
    const change = now === undefined ? 'delete' : old === undefined ? 'add' : 'update';
    return [{ path, kind: change, replaces: kind.replacing.includes(path) }];
  });
}

const standIn: StandIn = {
  version: '7.48.0',
  configure: config => {
    region = optional(config.region) ?? region;
  },
  check: ({ type, name }, news, olds = {}) => {
    const kind = kindOf(type);
    const { nameProperty, defaults = {} } = kind;
    const inputs = { ...defaults, ...withoutDefaults(news) };
    if (nameProperty === undefined || inputs[nameProperty] !== undefined) {
      return Promise.resolve(marked({ ...inputs, [defaultsKey]: [] }, news, kind));
    }
    const made = hasMadeName(olds) ? plain(olds[nameProperty] ?? null) : autoname(name, inputs);
    const checked = { ...inputs, [nameProperty]: made, [defaultsKey]: [nameProperty] };
    return Promise.resolve(marked(checked, news, kind));
  },
  diff: ({ type }, stored, markedNews) => {
    const kind = kindOf(type);
    const [outputs, news] = [plainProperties(stored.outputs), withoutDefaults(plainProperties(markedNews))];
    const found = changes(kind, outputs, withoutDefaults(plainProperties(stored.inputs)), news);
    const sameName = kind.nameProperty !== undefined && !hasMadeName(markedNews) && news.name === outputs.name;
    return Promise.resolve({ changes: found, deleteBeforeReplace: sameName && found.some(({ replaces }) => replaces) });
  },
  create: async ({ type }, inputs) => {
    const kind = kindOf(type);
    const given = withoutDefaults(plainProperties(inputs));
    const { id, outputs } = await kind.create(clients(), given);
    return { id, outputs: marked({ ...kept(given), ...outputs }, inputs, kind) };
  },
  read: async ({ type }, { id, inputs, outputs: stored }) => {
    const kind = kindOf(type);
    const before = plainProperties(stored);
    const now = await unlessGone(() => kind.read(clients(), { id, outputs: before }));
    if (now === undefined) return undefined;
    const outputs: Properties = { ...before, ...now };
    const live = Object.entries(inputs).map(([name, value]): [string, Value] => {
      const found = outputs[name];
      return [name, found === undefined || sameToAws(plain(value), found) ? value : found];
    });
    return { inputs: marked(Object.fromEntries(live), inputs, kind), outputs: marked(outputs, stored, kind) };
  },
  update: async ({ type }, { id, outputs }, markedNews) => {
    const kind = kindOf(type);
    const [before, news] = [plainProperties(outputs), withoutDefaults(plainProperties(markedNews))];
    await kind.update(clients(), { id, outputs: before }, news);
    const changed = { ...before, ...kept(news) };
    const now = await kind.read(clients(), { id, outputs: changed });
    return marked({ ...changed, ...now }, { ...outputs, ...markedNews }, kind);
  },
  delete: ({ type }, { id, outputs }) =>
    unlessGone(() => kindOf(type).delete(clients(), { id, outputs: plainProperties(outputs) })),
  invoke: async token => {
    switch (token) {
      case 'aws:index/getCallerIdentity:getCallerIdentity': {
        const { Account, Arn, UserId } = await clients().sts.send(new GetCallerIdentityCommand({}));
        const accountId = required(Account);
        return { accountId, arn: required(Arn), userId: required(UserId), id: accountId };
      }
      case 'aws:index/getPartition:getPartition':
        return { partition: 'aws', dnsSuffix: 'amazonaws.com', reverseDnsPrefix: 'com.amazonaws', id: 'aws' };
      case 'aws:index/getRegion:getRegion':
        return { region, name: region, id: region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
      default:
        throw unsupported('AWS', `the function ${token}`);
    }
  },
};

serve(logged(standIn));
