import { jsonObject, type JsonObject } from '../../controllers/views';
import {
  type Application,
  type Operation,
  type OperationPhase,
  operationView,
  type ResourceResult,
} from '../application';
import { type ArgoCdTools, current } from '../ArgoCdTools';
import { compare } from '../comparing/compare';
import { type Comparison } from '../comparing/Comparison';
import { ignoredPaths, respecting } from '../comparing/difference';
import { RepoServerError } from '../repository/RepoServerError';
import { sourceView } from '../repository/manifests';
import { serverSideApply } from '../hooks';
import { type ResourceKey } from '../tracking';
import { makeNamespace } from './makeNamespace';
import { type Running } from './Operations';
import { SyncRun, type SyncState } from './SyncRun';
import { tasksOf } from './tasks';

export interface Passed {
  operation: Operation;
  phase: OperationPhase;
  message: string;
  syncResult: { revision: string; source: JsonObject; resources: ResourceResult[] };
  pause: boolean;
}

/** One pass of an operation: what it is to sync to, and how far it came. Undefined when the Application is gone. */
export async function syncPass(tools: ArgoCdTools, key: string, state: Running): Promise<Passed | undefined> {
  const found = current(tools, key);
  if (!found) return undefined;
  const { stored, application } = found;
  const operation = operationView.parse(state.operation);
  const asked = jsonObject.catch({}).parse(state.operation.sync).source;
  const source = jsonObject.catch({}).parse(asked ?? jsonObject.catch({}).parse(stored.spec).source);
  const syncResult = state.syncResult ?? { revision: '', source, resources: [] };
  const ended = (phase: OperationPhase, message: string): Passed => {
    return { operation, phase, message, syncResult, pause: false };
  };
  if (!operation.sync) return ended('Failed', 'Invalid operation request: no operation specified');
  const problems = tools.projects.problems(application);
  if (problems.length)
    return ended('Error', problems.map(({ type, message }) => `${type}: ${message}`).join(';'));
  const revision = syncResult.revision || operation.sync.revision || sourceView.parse(source).targetRevision;
  try {
    const manifests = await tools.repositories.manifests(sourceView.parse(source), revision, { fresh: true });
    const comparison = compare(application, tools.live, manifests);
    const result = runTasks(tools, application, {
      comparison,
      operation,
      state,
      before: syncResult.resources,
    });
    const { results, ...passed } = result;
    return { ...passed, operation, syncResult: { revision: manifests.revision, source, resources: results } };
  } catch (error) {
    if (!(error instanceof RepoServerError)) throw error;
    const { resources } = application.status.operationState?.syncResult ?? { resources: [] };
    const failed = ended('Error', `ComparisonError: Failed to load target state: ${error.message}`);
    return { ...failed, syncResult: { revision: '', source, resources } };
  }
}

interface Work {
  comparison: Comparison;
  operation: Operation;
  state: Running;
  before: ResourceResult[];
}

function runTasks(tools: ArgoCdTools, application: Application, work: Work): SyncState {
  const { operation, state, before } = work;
  const options = operation.sync?.syncOptions ?? [];
  if (options.includes('CreateNamespace=true')) makeNamespace(tools, application);
  const comparison = options.includes('RespectIgnoreDifferences=true')
    ? respected(application, work.comparison)
    : work.comparison;
  const selected = selectedBy(operation);
  const tasks = tasksOf(comparison, tools.live, { selected, pruneLast: options.includes('PruneLast=true') });
  const run = new SyncRun(tools.cluster.apiAs('argocd-controller'), tools.live, tasks, before, {
    prune: operation.sync?.prune ?? false,
    dryRun: operation.sync?.dryRun ?? false,
    replace: options.includes('Replace=true'),
    serverSide: options.includes(serverSideApply),
    outOfSyncOnly: options.includes('ApplyOutOfSyncOnly=true'),
    prunePolicy: prunePolicy(options),
  });
  return state.phase === 'Terminating' ? run.terminate() : run.run();
}

function selectedBy({ sync }: Operation): ((key: ResourceKey) => boolean) | undefined {
  const resources = sync?.resources ?? [];
  if (resources.length === 0) return undefined;
  return key =>
    resources.some(
      ({ group, kind, name, namespace }) =>
        group === key.group &&
        kind === key.kind &&
        name === key.name &&
        (!namespace || namespace === key.namespace),
    );
}

function respected(application: Application, comparison: Comparison): Comparison {
  const resources = comparison.resources.map(resource => {
    const { target, live, key } = resource;
    const ignored = ignoredPaths(application.spec.ignoreDifferences, key);
    return target && live && ignored.length
      ? { ...resource, target: respecting(target, live, ignored) }
      : resource;
  });
  return { ...comparison, resources };
}

function prunePolicy(options: readonly string[]): 'Foreground' | 'Background' | 'Orphan' {
  if (options.includes('PrunePropagationPolicy=background')) return 'Background';
  return options.includes('PrunePropagationPolicy=orphan') ? 'Orphan' : 'Foreground';
}
