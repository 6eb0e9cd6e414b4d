import { asJson, type JsonObject, jsonObject } from '../../controllers/views';
import { stamp } from '../../controllers/moments';
import { type KubeObject } from '../../kubernetes/types';
import {
  type Application,
  applications,
  isRunning,
  type Operation,
  type OperationPhase,
  type ResourceResult,
} from '../application';
import { type ArgoCdTools, component, current, pass } from '../ArgoCdTools';
import { type Passed, syncPass } from './syncPass';
import { retryDelay, retrying } from './retrying';

/** How long a sync takes before it writes anything: it compares anew and tries out what it will apply. */
const preparing = 400;
/** Between waves, so that other controllers can take up what the last one brought. */
const betweenWaves = 2_000;
/** From a history entry to the end of the operation. */
const concluding = 15;

/** The state of an operation while it is worked on. */
export interface Running {
  operation: JsonObject;
  phase: OperationPhase;
  message?: string;
  startedAt: string;
  finishedAt?: string;
  retryCount?: number;
  syncResult?: { revision: string; source: JsonObject; resources: ResourceResult[] };
}

/** Carries out what `.operation` asks, one at a time: what is written there meanwhile is not looked at, and is lost. */
export class Operations {
  constructor(private readonly tools: ArgoCdTools) {}

  async process(key: string): Promise<void> {
    const found = current(this.tools, key);
    if (!found?.application.operation || found.application.metadata.deletionTimestamp) return;
    const { stored, application } = found;
    if (isRunning(application)) await this.resume(key, stored, application);
    else await this.begin(key, stored);
  }

  private async begin(key: string, stored: KubeObject): Promise<void> {
    const operation = completed(jsonObject.parse(stored.operation));
    const state: Running = { operation, phase: 'Running', startedAt: this.now() };
    this.write(key, state);
    await pass(this.tools, preparing);
    await this.work(key, state);
  }

  private async resume(key: string, stored: KubeObject, { status }: Application): Promise<void> {
    const { operationState } = status;
    if (!operationState) return;
    const state: Running = {
      ...operationState,
      operation: jsonObject.parse(jsonObject.parse(stored.status?.operationState).operation),
      syncResult: operationState.syncResult && {
        revision: operationState.syncResult.revision,
        source: operationState.syncResult.source ?? {},
        resources: operationState.syncResult.resources,
      },
    };
    if (state.finishedAt !== undefined && state.phase !== 'Terminating') {
      const left = this.untilRetry(key, state, operationState.operation);
      if (left > 0) {
        this.tools.operate(key, left);
        return;
      }
      delete state.finishedAt;
      this.write(key, state);
      delete state.syncResult;
    }
    await this.work(key, state);
  }

  private untilRetry(key: string, state: Running, operation: Operation): number {
    const since = this.tools.cluster.moments.since(`${key} retry`, state.finishedAt ?? state.startedAt);
    return retryDelay(operation, (state.retryCount ?? 1) - 1) - since;
  }

  /** A pass, and what it comes to. */
  private async work(key: string, state: Running): Promise<void> {
    const terminating = state.phase === 'Terminating';
    const passed = await syncPass(this.tools, key, state);
    if (!passed) return;
    Object.assign(state, { phase: passed.phase, message: passed.message, syncResult: passed.syncResult });
    if (passed.pause) await pass(this.tools, betweenWaves);
    if (passed.phase === 'Succeeded') await this.remember(key, state, passed);
    const fresh = current(this.tools, key);
    if (!fresh) return;
    if (state.phase === 'Running' && fresh.application.status.operationState?.phase === 'Terminating') {
      Object.assign(state, { phase: 'Terminating', message: 'operation is terminating' });
    }
    if (!terminating) retrying(state, passed.operation, this.tools.cluster.clock.now());
    this.write(key, state);
    if (isOver(state) && !passed.operation.sync?.dryRun) this.tools.refresh(key, 'resolved');
    if (passed.pause && !isOver(state)) this.tools.operate(key, 100);
    if (state.finishedAt !== undefined && !isOver(state)) this.tools.operate(key, 1_000);
  }

  /** Partial syncs, such as a self-heal, are not remembered. */
  private async remember(key: string, state: Running, { operation, syncResult }: Passed): Promise<void> {
    if (operation.sync?.dryRun || operation.sync?.resources.length) return;
    const found = current(this.tools, key);
    if (!found) return;
    const { history } = found.application.status;
    const entry = {
      deployStartedAt: state.startedAt,
      deployedAt: this.now(),
      id: (history.at(-1)?.id ?? -1) + 1,
      initiatedBy: jsonObject.catch({}).parse(state.operation.initiatedBy),
      revision: syncResult.revision,
      source: syncResult.source,
    };
    const kept = [...history.map(asJson), entry].slice(-found.application.spec.revisionHistoryLimit);
    this.patch(found.stored, { status: { history: kept } });
    await pass(this.tools, concluding);
  }

  private write(key: string, state: Running): void {
    const found = current(this.tools, key);
    if (!found) return;
    const over = isOver(state);
    if (over) state.finishedAt = this.now();
    const cleared = state.finishedAt === undefined && found.application.status.operationState?.finishedAt;
    const operationState = { ...asJson(state), ...(cleared && { finishedAt: null }) };
    this.patch(found.stored, { status: { operationState }, ...(over && { operation: null }) });
    if (state.finishedAt) this.tools.cluster.moments.set(`${key} retry`, state.finishedAt);
    if (over) this.tell(found.stored, state);
  }

  private patch({ metadata }: KubeObject, change: JsonObject): void {
    const { namespace, name } = metadata;
    this.tools.api.patch({ resource: applications, namespace, name }, change);
  }

  private tell(stored: KubeObject, { phase, message, operation, syncResult }: Running): void {
    const { resources } = jsonObject.catch({}).parse(operation.sync);
    const partial = Array.isArray(resources) && resources.length > 0;
    const what = `${partial ? 'Partial sync' : 'Sync'} operation${syncResult ? ` to ${syncResult.revision}` : ''}`;
    const ended = phase === 'Succeeded' ? 'succeeded' : `failed: ${message ?? ''}`;
    const type = phase === 'Succeeded' ? 'Normal' : 'Warning';
    const text = { type, reason: 'OperationCompleted', message: `${what} ${ended}` } as const;
    this.tools.cluster.events.record(component, stored, text);
  }

  private now(): string {
    return stamp(this.tools.cluster.clock.now());
  }
}

function isOver({ phase }: Running): boolean {
  return phase === 'Succeeded' || phase === 'Failed' || phase === 'Error';
}

/** As Argo CD reads and writes it back: what says nothing is left out, what is not said has its default. */
function completed(operation: JsonObject): JsonObject {
  const { sync, initiatedBy = {}, retry = {}, ...rest } = operation;
  const said = Object.entries(jsonObject.catch({}).parse(sync)).filter(
    ([, value]) => value !== false && value !== '',
  );
  return { ...rest, initiatedBy, retry, ...(sync !== undefined && { sync: Object.fromEntries(said) }) };
}
