import { ApiObject, App, JsonPatch, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { declaredJson } from './declared-json';
import { isWrittenLossless } from './lossless-apps';

/** An object that keywire declares. Under keywire's App it is written with all its keys; under another, as any other is. */
export class DeclaredObject extends ApiObject {
  readonly #manifest: ApiObjectProps;
  readonly #patches: JsonPatch[] = [];

  constructor(scope: Construct, id: string, manifest: ApiObjectProps) {
    super(scope, id, manifest);
    this.#manifest = manifest;
  }

  override addJsonPatch(...patches: JsonPatch[]): void {
    super.addJsonPatch(...patches);
    this.#patches.push(...patches);
  }

  override toJson(): unknown {
    return isWrittenLossless(this) ? this.#toJson() : super.toJson();
  }

  #toJson(): unknown {
    try {
      const written = { ...this.#manifest, metadata: this.metadata.toJson() as unknown };
      const json = declaredJson(this, App.of(this).resolvers, written) as object;
      const patched = this.#patches.length > 0 ? (JsonPatch.apply(json, ...this.#patches) as object) : json;
      const { apiVersion, kind, metadata, ...others } = patched as Readonly<Record<string, unknown>>;
      const first = Object.entries({ apiVersion, kind, metadata }).filter(([key]) => key in patched);
      return { ...Object.fromEntries(first), ...others };
    } catch (error) {
      // As cdk8s says it.
      throw new Error(
        `Failed serializing construct at path '${this.node.path}' with name '${this.name}': ${String(error)}`,
      );
    }
  }
}
