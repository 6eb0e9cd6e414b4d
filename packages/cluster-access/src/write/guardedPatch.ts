import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { ClusterFailure } from '../connection/ClusterFailure';
import type { Connection } from '../connection/Connection';
import { objectName, objectPath } from '../connection/path';
import { errorWithCause, portalError } from '../connection/portalError';
import { transportFailure } from '../connection/transportFailure';
import type { GuardedPatch } from '../types';
import { readAdmissionRefusal } from './admission';
import { whatChanged } from './changes';
import { WorldChangedError } from './WorldChangedError';

/** Who wrote a field, in the object's `managedFields`. */
const fieldManager = 'greenroom';

/** Goes into a header: nothing but what ids are made of. */
const requestIdPattern = /^[\w.:-]{1,128}$/;

export interface PatchTarget {
  /** The cluster's name, for errors. */
  cluster: string;
  connection: Connection;
  /** Milliseconds for the write, and again for the re-read that says why it was refused. */
  limit: number;
}

/** The request's body: all preconditions, then the change, applied as one or not at all. */
export function patchBody({ preconditions, change }: Pick<GuardedPatch, 'preconditions' | 'change'>): string {
  return JSON.stringify([...preconditions, ...change]);
}

/**
 * Sends a guarded patch.
 * @returns the object as the server answered it
 * @throws as `Cluster.guardedPatch` says; a `ServiceUnavailableError` whose `cause` has `maybeDone: true` may have been stored
 */
export async function sendGuardedPatch(target: PatchTarget, patch: GuardedPatch): Promise<unknown> {
  assertGuarded(patch);
  const query = { fieldManager, ...(patch.dryRun ? { dryRun: 'All' } : {}) };
  try {
    const answer = await target.connection.ask({
      method: 'PATCH',
      path: objectPath(patch.ref, patch.subresource, query),
      task: `patch ${objectName(patch.ref)}`,
      body: patchBody(patch),
      contentType: 'application/json-patch+json',
      agentSuffix: `request/${patch.requestId}`,
      limit: target.limit,
    });
    return parseAnswer(answer);
  } catch (error) {
    throw await explain(target, patch, transportFailure(error, target.connection.address));
  }
}

function assertGuarded({ preconditions, requestId, ref }: GuardedPatch): void {
  if (!preconditions.some(({ path }) => path === '/metadata/uid')) {
    throw new InputError(`a patch of ${objectName(ref)} has to test /metadata/uid`);
  }
  if (!requestIdPattern.test(requestId)) {
    throw new InputError('requestId: use up to 128 letters, digits and . _ : -');
  }
}

/** The write was accepted even if what came back is no JSON. */
function parseAnswer(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    throw new ClusterFailure({
      kind: 'malformed',
      reason: 'the API server accepted the write and answered something that is no JSON',
      maybeDone: true,
    });
  }
}

async function explain(target: PatchTarget, patch: GuardedPatch, failure: ClusterFailure): Promise<Error> {
  const refusal = readAdmissionRefusal(failure.serverMessage);
  if (refusal) {
    const message = `${target.cluster}: refused by ${refusal.by}: ${refusal.message}`;
    return errorWithCause(NotAllowedError, message, failure);
  }
  if (failure.kind === 'conflict' || isBareRefusal(failure)) {
    return worldChanged(target, patch);
  }
  return portalError(target.cluster, failure);
}

/** What the server says to a failed `test` names neither the object nor a field; validation names both. */
function isBareRefusal(failure: ClusterFailure): boolean {
  return (
    failure.kind === 'invalid' && failure.code === 422 && !/ is invalid: /.test(failure.serverMessage ?? '')
  );
}

async function worldChanged(target: PatchTarget, patch: GuardedPatch): Promise<Error> {
  const { cluster, connection, limit } = target;
  try {
    const name = objectName(patch.ref);
    const answer = await connection.ask({ path: objectPath(patch.ref), task: `get ${name}`, limit });
    const changed = new WorldChangedError(name, whatChanged(JSON.parse(answer), patch));
    return errorWithCause(ConflictError, `${cluster}: ${changed.message}`, changed);
  } catch (error) {
    return portalError(cluster, transportFailure(error, connection.address));
  }
}
