import { groupResource, StatusError } from '../../kubernetes';
import { type JsonObject } from '../../controllers/views';
import { type ObjectApi, type ResourceDefinition } from '../../kubernetes/types';
import { Applier } from '../applying/Applier';
import { type OperationPhase, type ResourceResult } from '../application';
import { healthOf } from '../health/healthOf';
import { deletePolicies, hasOption, hookFinalizer, serverSideApply } from '../hooks';
import { type LiveObjects } from '../LiveObjects';
import { hookTarget } from './hookTarget';
import { isPrune, resultOf, type Task, taskText } from './tasks';

export interface SyncOptions {
  prune: boolean;
  dryRun: boolean;
  replace: boolean;
  /** Objects are applied by the server, which knows who owns which field. */
  serverSide: boolean;
  /** What is as git has it is not applied again. */
  outOfSyncOnly: boolean;
  prunePolicy: 'Foreground' | 'Background' | 'Orphan';
}

/** Where a sync is after a pass. */
export interface SyncState {
  phase: OperationPhase;
  message: string;
  results: ResourceResult[];
  /** Whether the real one would wait a moment, between waves. */
  pause: boolean;
}

/**
 * A sync's pass over its tasks, by the rules and in the words of gitops-engine's sync context: what ran before is looked
 * after, and then one wave of one phase is run. It is called again until it has ended.
 */
export class SyncRun {
  private readonly applier: Applier;
  private readonly ran: Task[] = [];
  private pause = false;

  constructor(
    private readonly api: ObjectApi,
    private readonly live: LiveObjects,
    private readonly tasks: readonly Task[],
    private readonly before: readonly ResourceResult[],
    private readonly options: SyncOptions,
  ) {
    this.applier = new Applier(api);
    for (const task of tasks) this.recall(task);
  }

  /** One pass. */
  run(): SyncState {
    const invalid = this.tasks.filter(task => !this.isKnown(task));
    if (invalid.length) return this.refuse(invalid);
    for (const task of this.tasks) if (task.progress === 'Running') this.look(task);
    const [phase, message] = this.advance();
    return { phase, message, results: this.results(), pause: this.pause };
  }

  /** Ends it: hooks that still run are taken away. */
  terminate(): SyncState {
    for (const task of this.tasks) {
      if (!task.hook || !task.live) continue;
      const running =
        healthOf(task.live)?.status === 'Progressing' || healthOf(task.live)?.status === 'Suspended';
      this.letGo(task);
      if (running) this.removeHook(task);
      this.note(task, '', 'Succeeded', running ? 'Deleted' : undefined);
    }
    return { phase: 'Failed', message: 'Operation terminated', results: this.results(), pause: false };
  }

  private advance(): [OperationPhase, string] {
    const steps = new Set(this.tasks.map(({ phase, wave }) => `${phase}/${wave}`)).size > 1;
    const running = this.tasks.filter(task => (steps || task.hook) && task.progress === 'Running');
    if (running.length) return ['Running', waitingFor(running)];
    const going = this.tasks.filter(
      task => task.status === 'Pruned' && this.live.get(task.key)?.metadata.deletionTimestamp,
    );
    if (going.length) return ['Running', waitingFor(going, 'deletion of')];
    this.releaseHooks();
    if (this.tasks.some(task => task.progress === 'Failed' || task.progress === 'Error')) {
      this.removeHooks('HookFailed');
      return this.failed('one or more synchronization tasks completed unsuccessfully');
    }
    const pending = this.tasks.filter(task => this.isPending(task));
    const [next] = pending;
    if (!next) {
      this.removeHooks('HookSucceeded');
      return ['Succeeded', 'successfully synced (no more tasks)'];
    }
    return this.runWave(pending, next);
  }

  private isPending({ progress, phase, hook, modified }: Task): boolean {
    const needed = hook || modified || !this.options.outOfSyncOnly;
    return progress === undefined && phase !== 'SyncFail' && needed;
  }

  private runWave(pending: Task[], { phase, wave }: Task): [OperationPhase, string] {
    const wanted = pending.filter(task => task.phase === phase && task.wave === wave);
    const remaining = pending.filter(task => task.phase !== phase || task.wave !== wave || task.hook);
    for (const task of [...wanted.filter(isPrune), ...wanted.filter(each => !isPrune(each))])
      this.perform(task);
    this.pause = pending.length > wanted.length;
    if (wanted.some(({ status }) => status === 'SyncFailed')) {
      this.removeHooks('HookFailed');
      this.pause = false;
      return this.failed('one or more objects failed to apply');
    }
    if (remaining.length) return ['Running', waitingFor(remaining)];
    this.removeHooks('HookSucceeded');
    return ['Succeeded', 'successfully synced (all tasks run)'];
  }

  private failed(message: string): [OperationPhase, string] {
    const failed = this.tasks.filter(({ status }) => status === 'SyncFailed');
    for (const task of this.tasks) {
      if (task.phase === 'SyncFail' && task.progress === undefined) this.perform(task);
    }
    const reasons = failed.map(task => task.message ?? '');
    return ['Failed', reasons.length ? `${message}, reason: ${reasons.join(',')}` : message];
  }

  private perform(task: Task): void {
    const definition = this.live.definition(task.key);
    if (this.options.dryRun) {
      this.note(task, isPrune(task) ? 'Pruned' : 'Synced', 'Succeeded', 'dry run');
      return;
    }
    try {
      if (!definition) throw StatusError.noSuchPath();
      if (isPrune(task)) {
        this.prune(task);
        return;
      }
      if (task.hook && task.live && deletePolicies(task.target ?? {}).includes('BeforeHookCreation')) {
        this.letGo(task);
        this.removeHook(task);
      }
      const target = task.hook ? hookTarget(task.target ?? {}) : (task.target ?? {});
      const message = this.write(definition, target);
      this.note(task, 'Synced', 'Running', message);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.note(task, 'SyncFailed', 'Failed', error.message);
    }
  }

  private write(definition: ResourceDefinition, target: JsonObject): string {
    const { replace, serverSide } = this.options;
    if (replace || hasOption(target, 'Replace=true')) return this.applier.replace(definition, target);
    const byServer = serverSide || hasOption(target, serverSideApply);
    return byServer ? this.applier.applyOnServer(definition, target) : this.applier.apply(definition, target);
  }

  private prune(task: Task): void {
    const { live } = task;
    const definition = this.live.definition(task.key);
    if (!live || !definition) return;
    if (!this.options.prune) this.note(task, 'PruneSkipped', 'Succeeded', 'ignored (requires pruning)');
    else if (hasOption(live, 'Prune=false'))
      this.note(task, 'PruneSkipped', 'Succeeded', 'ignored (no prune)');
    else {
      this.applier.remove(definition, live, this.options.prunePolicy);
      this.note(task, 'Pruned', 'Succeeded', 'pruned');
    }
  }

  /** What a task that was begun has come to. */
  private look(task: Task): void {
    const live = this.live.get(task.key);
    if (!live) return;
    const health = healthOf(live);
    const failed = health?.status === 'Degraded' || (task.hook && health?.status === 'Unknown');
    if (!health)
      this.note(
        task,
        task.hook ? '' : task.status,
        'Succeeded',
        task.hook ? `${task.key.name} created` : undefined,
      );
    else if (failed) this.note(task, task.hook ? '' : task.status, 'Failed', health.message);
    else if (health.status === 'Healthy')
      this.note(task, task.hook ? '' : task.status, 'Succeeded', health.message);
    else if (task.hook) this.note(task, '', 'Running', health.message);
  }

  /** Hooks that have ended may go when they like. */
  private releaseHooks(): void {
    for (const task of this.tasks)
      if (task.hook && task.progress && task.progress !== 'Running') this.letGo(task);
  }

  private letGo({ key }: Task): void {
    const definition = this.live.definition(key);
    const live = this.live.get(key);
    if (!definition || !live?.metadata.finalizers?.includes(hookFinalizer)) return;
    const rest = live.metadata.finalizers.filter(each => each !== hookFinalizer);
    const { namespace, name } = live.metadata;
    this.api.patch(
      { resource: groupResource(definition), namespace, name },
      { metadata: { finalizers: rest.length ? rest : null } },
    );
  }

  private removeHooks(policy: 'HookSucceeded' | 'HookFailed'): void {
    const ended = policy === 'HookSucceeded' ? 'Succeeded' : 'Failed';
    for (const task of this.tasks) {
      const asked = task.hook && task.target && deletePolicies(task.target).includes(policy);
      if (asked && task.progress === ended) this.removeHook(task);
    }
  }

  private removeHook({ key }: Task): void {
    const definition = this.live.definition(key);
    const live = this.live.get(key);
    if (definition && live) this.applier.remove(definition, live, 'Background');
  }

  private isKnown({ key }: Task): boolean {
    const defining = (task: Task) => task.key.kind === 'CustomResourceDefinition';
    return this.live.definition(key) !== undefined || this.tasks.some(defining);
  }

  private refuse(invalid: Task[]): SyncState {
    for (const task of invalid) {
      const { group, kind, namespace, name } = task.key;
      const message = `The Kubernetes API could not find ${group}/${kind} for requested resource ${namespace}/${name}. Make sure the "${kind}" CRD is installed on the destination cluster.`;
      this.note(task, 'SyncFailed', '', message);
    }
    const message = 'one or more synchronization tasks are not valid';
    return { phase: 'Failed', message, results: this.results(), pause: false };
  }

  private note(task: Task, status: string | undefined, progress: string, message: string | undefined): void {
    task.status = status || undefined;
    task.progress = progress || undefined;
    task.message = message || task.message;
    if (!this.ran.includes(task)) this.ran.push(task);
  }

  private recall(task: Task): void {
    const known = this.before.find(result => resultText(result) === taskText(task));
    if (!known) return;
    task.status = known.status;
    task.progress = known.hookPhase;
    task.message = known.message;
  }

  /** Those of before stay where they are. */
  private results(): ResourceResult[] {
    const kept = this.before.map(result => {
      const task = this.ran.find(each => taskText(each) === resultText(result));
      return task ? resultOf(task) : result;
    });
    const known = new Set(this.before.map(resultText));
    return [...kept, ...this.ran.filter(task => !known.has(taskText(task))).map(resultOf)];
  }
}

function resultText({ group, kind, namespace, name, syncPhase }: ResourceResult): string {
  return `${group}/${kind}/${namespace}/${name}:${syncPhase ?? ''}`;
}

function waitingFor(tasks: readonly Task[], what?: string): string {
  const [first] = tasks;
  if (!first) return '';
  const waits = what ?? (first.hook ? 'completion of hook' : 'healthy state of');
  const { group, kind, name } = first.key;
  const more = tasks.length - 1;
  const text = `waiting for ${waits} ${group}/${kind}/${name}`;
  return more > 0 ? `${text} and ${more} more ${first.hook ? 'hooks' : 'resources'}` : text;
}
