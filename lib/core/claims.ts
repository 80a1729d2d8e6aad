import { FieldError } from './field-error';

/** What was said of the objects of one app so far, and by whom. */
export class Claims {
  readonly #claims = new Map<string, { readonly path: string; readonly value: string }>();

  /** Throws where another construct makes the same thing. */
  own(path: string, what: string): void {
    const other = this.#claims.get(what);
    if (other)
      throw new FieldError(
        'name',
        `would make ${what}, which ${other.path} makes already; give one of them another name, or synthesise what is for another cluster from an App of its own`,
      );
    this.#claims.set(what, { path, value: path });
  }

  /** Throws where another construct says something else of the same thing. */
  agree(path: string, what: string, value: string, advice: string): void {
    const other = this.#claims.get(what);
    if (other && other.value !== value)
      throw new FieldError(what, `is said to be something else by ${other.path}; ${advice}`);
    this.#claims.set(what, { path, value });
  }
}

/** What a manifest is, in the words of an error. */
export const objectName = (apiVersion: string, kind: string, namespace: string | undefined, name: string): string => {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind}${group} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
};
