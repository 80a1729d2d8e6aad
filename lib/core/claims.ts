import { FieldError } from './field-error';

/** What a construct says, and in which of its fields. */
type Said = {
  readonly path: string;
  readonly field: string;
  readonly what: string;
  readonly value: string;
  readonly advice: string;
};

/** What was said of the objects of one app so far, and by whom. */
export class Claims {
  readonly #claims = new Map<string, { readonly path: string; readonly value: string }>();
  readonly #shared = new Set<string>();

  /** Throws where another construct makes the same thing. `orElse` says what to do if it is for another cluster. */
  own(path: string, what: string, orElse: string): void {
    const other = this.#claims.get(what);
    if (other)
      throw new FieldError(
        'name',
        `would make ${what}, which ${other.path} makes already; give one of them another name, or ${orElse}`,
      );
    this.#claims.set(what, { path, value: path });
  }

  /** Whether nobody has asked this of the same thing: of what several make alike, the first makes it for all. */
  isFirst(what: string): boolean {
    const isFirst = !this.#shared.has(what);
    this.#shared.add(what);
    return isFirst;
  }

  /** Throws where another construct says something else of the same thing. */
  agree({ path, field, what, value, advice }: Said): void {
    const other = this.#claims.get(what);
    if (other && other.value !== value)
      throw new FieldError(field, `gives ${what}, which ${other.path} gives otherwise; ${advice}`);
    this.#claims.set(what, { path, value });
  }

  /**
   * Throws where another construct gives the service account another role: TriggerMesh takes that of the first source
   * and ignores the others', and leaves an account alone that it has not made.
   */
  agreeOnRole(path: string, field: string, { namespace = '', serviceAccount, roleArn }: RoleOfAccount): void {
    const what = `the role of service account ${namespace}/${serviceAccount}`;
    const advice = 'use one role, or a service account for each';
    this.agree({ path, field, what, value: roleArn, advice });
  }
}

/** Which role a service account takes. */
type RoleOfAccount = {
  readonly namespace?: string | undefined;
  readonly serviceAccount: string;
  readonly roleArn: string;
};

/** What a manifest is, in the words of an error. */
export const objectName = (apiVersion: string, kind: string, namespace: string | undefined, name: string): string => {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind}${group} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
};
