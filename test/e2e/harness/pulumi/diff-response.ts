import * as pb from '@pulumi/pulumi/proto/provider_pb';
import type { Change, Diff } from './stand-in';

/** A diff as the engine wants it. */
export function diffResponse({ changes, deleteBeforeReplace }: Diff): pb.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
  const response = new pb.DiffResponse();
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList(changes.filter(({ replaces }) => replaces).map(({ path }) => path));
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    const detail = new pb.PropertyDiff();
    detail.setKind(detailKind(change));
    response.getDetaileddiffMap().set(change.path, detail);
  }
  return response;
}

function detailKind({ kind, replaces }: Change): pb.PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = pb.PropertyDiff.Kind;
  if (kind === 'add') return replaces ? ADD_REPLACE : ADD;
  if (kind === 'delete') return replaces ? DELETE_REPLACE : DELETE;
  return replaces ? UPDATE_REPLACE : UPDATE;
}
