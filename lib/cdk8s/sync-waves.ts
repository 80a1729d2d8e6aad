import type { IConstruct } from 'constructs';
import { syncWaveAnnotation, syncWaveOf } from '../core/sync-wave';
import { isOurs } from './declare';

/**
 * Orders what keywire made below a construct for Argo CD: stores, then credentials, then services, then sources.
 *
 * Deletes run the other way, so that a source can clean up in AWS while its credential is still there. Call it last,
 * before `synth`. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function addSyncWaves(scope: IConstruct): void {
  for (const object of scope.node.findAll()) {
    if (isOurs(object)) object.metadata.addAnnotation(syncWaveAnnotation, String(syncWaveOf(object.kind)));
  }
}
