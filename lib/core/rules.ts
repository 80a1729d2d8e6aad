/** One thing that the value of a field has to be. */
export type Rule = {
  /** What is wanted, and what to do: it follows `path: `, and never holds the value. */
  readonly wanted: string;
  readonly holds: (value: string) => boolean;
};

/** What the first rule that does not hold wants, if there is one. */
export const brokenRule = (value: string, rules: readonly Rule[]): string | undefined =>
  rules.find(rule => !rule.holds(value))?.wanted;

/** The value is there. */
export const notEmpty: Rule = {
  wanted: 'must not be empty; leave an optional field out instead',
  holds: value => value !== '',
};

/** No byte order mark, which editors on Windows put in front. */
export const noByteOrderMark: Rule = {
  wanted: 'must not begin with a byte order mark; save the file without one',
  holds: value => !value.startsWith('\uFEFF'),
};

/** No white space around the value and no line break in it: what `echo` and editors leave behind. */
export const singleLine: Rule = {
  wanted:
    'must be one line with no white space around it; a newline at the end comes from echo (use printf) or an editor',
  holds: value => !/^\s|\s$|[\r\n]/.test(value),
};

/** PEM text: one or more blocks; here a newline at the end is right. */
export const pem: Rule = {
  wanted: 'must be PEM text, from -----BEGIN … to -----END …',
  holds: value => /^-----BEGIN ([A-Z0-9 ]+)-----\r?\n[^]*-----END \1-----\s*$/.test(value),
};

/** Matches a pattern that `wanted` describes. */
export const matches = (pattern: RegExp, wanted: string): Rule => ({ wanted, holds: value => pattern.test(value) });

/** Is not the base64 of something that matches: the mistake of encoding what is encoded once more anyway. */
export const notBase64Of = (pattern: RegExp): Rule => ({
  wanted: 'is base64-encoded already; give the value itself, it is encoded once where Kubernetes wants that',
  holds: value =>
    !/^[A-Za-z0-9+/]+=*\s*$/.test(value) || !pattern.test(Buffer.from(value, 'base64').toString('latin1').trim()),
});

/** What every field without rules of its own keeps to. */
export const plainRules: readonly Rule[] = [notEmpty, noByteOrderMark, singleLine];
