/** What a statement asks of a request besides action and resource: by operator, then by key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One grant in a policy. */
export type PolicyStatement = {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions | undefined;
};

/** A policy of IAM, ready for `JSON.stringify`. */
export type PolicyDocument = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
};

/** A policy that somebody else wrote, as IAM takes it: it may deny, and say one thing where others list several. */
export type IamPolicy<Text = string> = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid?: string | undefined;
    readonly Effect: 'Allow' | 'Deny';
    readonly Action?: string | readonly string[] | undefined;
    readonly NotAction?: string | readonly string[] | undefined;
    readonly Resource?: Text | string | readonly (Text | string)[] | undefined;
    readonly NotResource?: Text | string | readonly (Text | string)[] | undefined;
    readonly Condition?:
      Readonly<Record<string, Readonly<Record<string, Text | string | readonly string[]>>>> | undefined;
  }[];
};

/** A statement, each action and resource once and in order. */
export const allow = (
  actions: Iterable<string>,
  resources: Iterable<string>,
  condition?: Conditions,
): PolicyStatement => ({
  Effect: 'Allow',
  Action: [...new Set(actions)].sort(),
  Resource: [...new Set(resources)].sort(),
  ...(condition ? { Condition: condition } : {}),
});

/**
 * A document that allows what the statements allow, and no more: each resource stands in one statement, and no two
 * statements have the same actions. The order of what is given does not matter.
 */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  const byResource = new Map<string, PolicyStatement>();
  for (const { Action, Resource, Condition } of statements) {
    for (const resource of Resource) {
      const key = JSON.stringify([resource, Condition]);
      byResource.set(key, allow([...(byResource.get(key)?.Action ?? []), ...Action], [resource], Condition));
    }
  }
  const byActions = new Map<string, PolicyStatement>();
  for (const { Action, Resource, Condition } of byResource.values()) {
    const key = JSON.stringify([Action, Condition]);
    byActions.set(key, allow(Action, [...(byActions.get(key)?.Resource ?? []), ...Resource], Condition));
  }
  const keys = [...byActions.keys()].sort();
  return { Version: '2012-10-17', Statement: keys.flatMap(key => byActions.get(key) ?? []) };
}
