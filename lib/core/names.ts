import { FieldError } from './field-error';

/** A form of names, in Kubernetes' own terms. */
type NameForm = { readonly pattern: RegExp; readonly most: number; readonly wanted: string };

const forms = {
  subdomain: {
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    most: 253,
    wanted:
      'a DNS-1123 subdomain: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit',
  },
  label: {
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    most: 63,
    wanted: 'a DNS-1123 label: lower-case letters, digits and "-", beginning and ending with a letter or digit',
  },
  serviceName: {
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    most: 63,
    wanted:
      'a DNS-1035 label: lower-case letters, digits and "-", beginning with a letter, ending with a letter or digit',
  },
  // A source's name becomes the label app.kubernetes.io/instance of its adapter, and labels end at 63.
  labelledSubdomain: {
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    most: 63,
    wanted: 'a DNS-1123 subdomain short enough for a label, as its adapter carries it in one',
  },
  secretKey: {
    pattern: /^(?!\.\.?$)(?!\.\.)[-._a-zA-Z0-9]+$/,
    most: 253,
    wanted: 'a key of a Secret: letters, digits, "-", "_" and ".", not beginning with ".."',
  },
  environmentVariable: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
    most: 253,
    wanted: 'the name of an environment variable: letters, digits and "_", not beginning with a digit',
  },
} as const satisfies Record<string, NameForm>;

/** Whether a text is of that form. */
export const isName = (text: string, form: keyof typeof forms): boolean =>
  text.length <= forms[form].most && forms[form].pattern.test(text);

/** Throws unless the value is a known string of that form. */
export function requireName(path: string, value: unknown, form: keyof typeof forms): asserts value is string {
  const { pattern, most, wanted } = forms[form];
  if (typeof value !== 'string')
    throw new FieldError(path, `must be a string that is known when the program runs: ${wanted}`);
  if (value.length > most)
    throw new FieldError(path, `must be ${wanted}; at most ${most} characters, these are ${value.length}`);
  if (!pattern.test(value)) throw new FieldError(path, `must be ${wanted}`);
}

/** Throws unless the value is the name of a service account that a role may hang on. */
export function requireServiceAccount(path: string, value: unknown): asserts value is string {
  requireName(path, value, 'subdomain');
  if (value === 'default') {
    throw new FieldError(path, 'must not be the default service account: every pod that names none runs as it');
  }
}

/** Throws for a namespace that is known and no DNS-1123 label. One that is known later is left to the API server. */
export function requireNamespace(path: string, value: unknown): void {
  if (typeof value === 'string') requireName(path, value, 'label');
}

/** Whether a key of a Secret may be an environment variable, too. */
export const isEnvironmentVariable = (key: string): boolean => forms.environmentVariable.pattern.test(key);

/** Throws for two known namespaces that differ: Kubernetes resolves no reference to a Secret across namespaces. */
export function requireSameNamespace(path: string, what: string, there: unknown, here: unknown): void {
  if (typeof there === 'string' && typeof here === 'string' && there !== here) {
    throw new FieldError(
      path,
      `${what} is in namespace ${there}, its user in ${here}; Kubernetes reads no Secret across namespaces: declare the credential in ${here}, too`,
    );
  }
}
