import { asJson, jsonObject } from '../controllers/views';
import { jsonEqual } from '../kubernetes/json';
import { type KubeObject } from '../kubernetes/types';
import { type Application, applications, type Condition } from './application';
import { type ArgoCdTools, component, current } from './ArgoCdTools';
import { syncCodeOf } from './comparing/compare';
import { type Comparison, type ManagedResource } from './comparing/Comparison';

type SyncError = Omit<Condition, 'lastTransitionTime'>;

/** A success that held so long starts the waits between self-heals anew. */
const cooledDown = 330_000;

/**
 * Asks for a sync where `syncPolicy.automated` says so: once for each commit, and with `selfHeal` also when somebody has
 * changed the cluster, ever more seldom if that goes on.
 *
 * @returns why it does not, where a person should know
 */
export function syncByItself(tools: ArgoCdTools, key: string, comparison: Comparison): SyncError | undefined {
  const found = current(tools, key);
  if (!found) return undefined;
  const { stored, application } = found;
  const { automated } = application.spec.syncPolicy;
  const { revision } = comparison;
  if (!automated?.enabled || application.operation || stored.metadata.deletionTimestamp) return undefined;
  if (comparison.sync !== 'OutOfSync' || revision === undefined) return undefined;
  if (!automated.prune && onlyToPrune(comparison)) return undefined;
  const attempted = wasAttempted(stored, application, revision);
  const { operationState } = application.status;
  if (attempted && operationState?.phase !== 'Succeeded') {
    return {
      type: 'SyncError',
      message: `Failed sync attempt to ${revision}: ${operationState?.message ?? ''}`,
    };
  }
  if (attempted && !automated.selfHeal) return undefined;
  const heals = attempted ? healsSoFar(tools, key, application) : 0;
  if (attempted && mustWait(tools, key, application, heals)) return undefined;
  if (automated.prune && !automated.allowEmpty && wipesEverything(comparison)) {
    const message = `Skipping sync attempt to ${revision}: auto-sync will wipe out all resources`;
    return { type: 'SyncError', message };
  }
  ask(tools, stored, application, { comparison, revision, heals: attempted ? heals + 1 : undefined });
  return undefined;
}

function onlyToPrune({ resources }: Comparison): boolean {
  return resources.every(resource => syncCodeOf(resource) === 'Synced' || isExtra(resource));
}

function wipesEverything({ resources }: Comparison): boolean {
  return resources.every(isExtra);
}

function isExtra({ live, target, own }: ManagedResource): boolean {
  return live !== undefined && target === undefined && own;
}

/** The same commit of the same source: trying again would change nothing. */
function wasAttempted(stored: KubeObject, { status }: Application, revision: string): boolean {
  const { syncResult } = status.operationState ?? {};
  if (!syncResult || !status.operationState?.operation.sync) return false;
  return (
    syncResult.revision === revision &&
    jsonEqual(syncResult.source, jsonObject.catch({}).parse(stored.spec).source)
  );
}

function healsSoFar(tools: ArgoCdTools, key: string, { status }: Application): number {
  const count = status.operationState?.operation.sync?.autoHealAttemptsCount ?? 0;
  return sinceLast(tools, key, status) >= cooledDown && status.sync.status === 'Synced' ? 0 : count;
}

function sinceLast({ cluster }: ArgoCdTools, key: string, { operationState }: Application['status']): number {
  return operationState?.finishedAt === undefined
    ? 0
    : cluster.moments.since(`${key} retry`, operationState.finishedAt);
}

/** 0, 2, 6, 18, … seconds after the last one, five minutes at most. */
function mustWait(tools: ArgoCdTools, key: string, { status }: Application, heals: number): boolean {
  const delay = heals === 0 ? 0 : Math.min(300_000, 2_000 * 3 ** (heals - 1));
  const left = delay - sinceLast(tools, key, status);
  if (left > 0) tools.refresh(key, 'latest', left);
  return left > 0;
}

interface Wanted {
  comparison: Comparison;
  revision: string;
  /** Which self-heal it is; undefined for a whole sync. */
  heals?: number;
}

function ask(tools: ArgoCdTools, stored: KubeObject, { spec }: Application, wanted: Wanted): void {
  const { comparison, revision, heals } = wanted;
  const { automated, syncOptions, retry } = spec.syncPolicy;
  const healed = comparison.resources.filter(resource => syncCodeOf(resource) === 'OutOfSync');
  const resources = healed.map(({ key: { group, kind, name } }) =>
    asJson({ group: group || undefined, kind, name }),
  );
  const sync = {
    ...(heals !== undefined && { autoHealAttemptsCount: heals, resources }),
    ...(automated?.prune && { prune: true }),
    revision,
    ...(syncOptions.length && { syncOptions }),
  };
  const operation = { initiatedBy: { automated: true }, retry: retry ? asJson(retry) : { limit: 5 }, sync };
  const { namespace, name } = stored.metadata;
  tools.api.patch(
    { resource: applications, namespace, name },
    { operation, status: { operationState: null } },
  );
  const message = `Initiated automated sync to '${revision}'`;
  tools.cluster.events.record(component, stored, { reason: 'OperationStarted', message });
}
