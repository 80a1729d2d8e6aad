import { parseArn } from './arn';
import type { MapSchema, ObjectSchema, RequiredLists, Schema, TextSchema } from './crd-schema';
import { compiled, formats } from './text-formats';

/** The fields of which some must be there. */
export const choices = (lists: RequiredLists): string => lists.map(keys => keys.join(' with ')).join(', ');

/** What a value must be, to follow `must be `. */
export function wanted(schema: Schema): string {
  switch (schema.type) {
    case 'string':
      return wantedText(schema);
    case 'int-or-string':
      return schema.pattern?.includes('[KMGTPE]i')
        ? 'an integer or a quantity, as in 500m or 1Gi'
        : 'an integer or a string';
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'an integer' : 'a number'}${bounds(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `an array${bounds(schema.minItems)}`;
    case 'object':
    case 'map':
      return 'an object';
    case 'any':
      return 'there';
  }
}

const bounds = (least = -Infinity, most = Infinity): string =>
  (least > -Infinity ? ` of at least ${least}` : '') + (most < Infinity ? ` and at most ${most}` : '');

function wantedText({ enum: values, format, pattern, minLength = 0 }: TextSchema): string {
  if (values) return `one of ${values.join(', ')}`;
  const text = format
    ? formats[format].wanted
    : minLength > 0
      ? `a string of at least ${minLength} characters`
      : 'a string';
  if (pattern === undefined) return text;
  return format || minLength ? `${text}, and ${wantedPattern(pattern)}` : wantedPattern(pattern);
}

const arnPattern = /^\^arn:aws\(-cn\|-us-gov\)\?:([a-z0-9-]+):([^:]*):([^:]*):(.+)\$$/;
const region = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

function wantedPattern(pattern: string): string {
  const parts = arnPattern.exec(pattern);
  if (!parts)
    return pattern === '^[a-z]{2}(-gov)?-[a-z]+-\\d$'
      ? 'an AWS region, as in eu-west-1'
      : `text that matches ${pattern}`;
  const [, service = '', regions = '', accounts = '', resource = ''] = parts;
  const isOptional = (part: string): boolean => part === '' || part.endsWith('?');
  const [, word = '', separator = ''] = /^\(?([a-z-]+)[a-z|-]*\)?([/:])/.exec(resource.replaceAll('\\/', '/')) ?? [];
  const scope = `${isOptional(regions) ? '' : 'eu-west-1'}:${isOptional(accounts) ? '' : '123456789012'}`;
  const example = `arn:aws:${service}:${scope}:${word}${separator}NAME`;
  const article = /^([aeiou]|s3|s[nq]s|rds)/.test(service) ? 'an' : 'a';
  const shown = compiled(pattern).test(example) ? example : example.replace(/NAME$/, 'name');
  return `the ARN of ${article} ${service} resource, as in ${shown}`;
}

/** Says so where the text is valid in AWS' eyes, but of a partition or region that came after the CRD. */
export function limitOfCrd(text: string, accepted: RegExp): string {
  const limit = (what: string): string => `; TriggerMesh's CRD does not accept this ${what}`;
  if (region.test(text)) return accepted.test('eu-west-1') ? limit('region') : '';
  const arn = parseArn(text);
  if (!arn) return '';
  const inRegion = region.test(arn.region) ? 'eu-west-1' : arn.region;
  const isAccepted = (partition: string, inside: string): boolean =>
    accepted.test(`arn:${partition}:${arn.service}:${inside}:${arn.account}:${arn.resource}`);
  if (isAccepted('aws', arn.region)) return limit('partition');
  if (isAccepted(arn.partition, inRegion)) return limit('region');
  return isAccepted('aws', inRegion) ? limit('partition and region') : '';
}

/** What to say of a field that the schema does not know. */
export function unknownField(key: string, schema: ObjectSchema | MapSchema): string {
  const known = schema.type === 'map' ? [] : Object.keys(schema.properties);
  for (const edits of [0, 1, 2]) {
    const meant = known.find(name => isNear(key.toLowerCase(), name.toLowerCase(), edits));
    if (meant !== undefined) return `is not a field here; did you mean ${meant}`;
  }
  return `is not a field here; the fields are ${known.join(', ')}`;
}

/** Whether Levenshtein's distance is at most so many edits. */
function isNear(a: string, b: string, edits: number): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > edits || edits === 0) return false;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  if (a.charCodeAt(0) === b.charCodeAt(0)) return isNear(restOfA, restOfB, edits);
  return [
    [restOfA, b],
    [a, restOfB],
    [restOfA, restOfB],
  ].some(([left = '', right = '']) => isNear(left, right, edits - 1));
}
