/** What a text must be beyond its pattern. */
export type StringFormat = 'duration' | 'json' | 'uri';

/** Lists of fields of which one list (`oneOf`), or one or more (`anyOf`), must be there as a whole. */
export type RequiredLists = readonly (readonly string[])[];

/** A text. */
export type TextSchema = {
  readonly type: 'string';
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly format?: StringFormat;
  readonly minLength?: number;
  readonly nullable?: true;
};

/** What has no parts. */
export type ScalarSchema =
  | TextSchema
  | { readonly type: 'integer' | 'number'; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'int-or-string'; readonly pattern?: string };

/** An object with any keys. */
export type MapSchema = { readonly type: 'map'; readonly values: Schema };

/** An object with these fields and no others. */
export type ObjectSchema = {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: RequiredLists;
  readonly anyOf?: RequiredLists;
};

/** The part of a CRD's OpenAPI schema that says what is valid. Its patterns are RE2, of the part that JavaScript shares. */
export type Schema =
  | ScalarSchema
  | ObjectSchema
  | { readonly type: 'array'; readonly items: Schema; readonly minItems?: number }
  | MapSchema
  | { readonly type: 'any' };

/** What a CRD says of one kind. */
export type KindSchema = {
  readonly group: string;
  readonly version: string;
  /** What the kind's `auth` takes beside an access key. */
  readonly auth: { readonly iam: boolean; readonly sessionToken: boolean; readonly assumeRole: boolean };
  /** Without the fields that keywire writes. */
  readonly spec: Schema;
};
