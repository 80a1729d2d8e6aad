import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { syncWaveAnnotation, syncWaveOf } from '../core/sync-wave';
import { isOurs } from './declare';

/**
 * Orders what keywire made below a construct for Argo CD: stores, then credentials, then services, then sources.
 *
 * Deletes run the other way, so that a source can clean up in AWS while its credential is still there. Call it last,
 * before `synth`; a wave that an object has already stays. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function addSyncWaves(scope: IConstruct): void {
  for (const object of scope.node.findAll()) {
    if (!isOurs(object) || syncWaveAnnotation in annotationsOf(object)) continue;
    object.metadata.addAnnotation(syncWaveAnnotation, String(syncWaveOf(object.kind)));
  }
}

const annotationsOf = (object: ApiObject): object =>
  (object.metadata.toJson() as { readonly annotations?: object }).annotations ?? {};
