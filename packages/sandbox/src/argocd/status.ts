import { asJson, type JsonObject, jsonObject } from '../controllers/views';
import { jsonEqual } from '../kubernetes/json';
import { type KubeObject } from '../kubernetes/types';
import { type Application, applications, type Condition, refreshAnnotation } from './application';
import { type ArgoCdTools, component, current } from './ArgoCdTools';
import { type Comparison, type ManagedResource } from './comparing/Comparison';
import { syncCodeOf } from './comparing/compare';
import { ingressAddresses } from './health/customised';
import { waveOf } from './hooks';
import { stamp } from '../controllers/moments';

/** What a comparison says in `status`, besides the conditions. */
export function comparisonStatus(stored: KubeObject, comparison: Comparison): JsonObject {
  const spec = jsonObject.catch({}).parse(stored.spec);
  const { source = {}, destination = {}, ignoreDifferences } = spec;
  const comparedTo = { destination, ...(ignoreDifferences !== undefined && { ignoreDifferences }), source };
  return {
    controllerNamespace: stored.metadata.namespace ?? '',
    resourceHealthSource: 'appTree',
    ...(comparison.resources.length > 0 && { resources: resourceStatuses(comparison.resources) }),
    ...(comparison.sourceType && { sourceType: comparison.sourceType }),
    sync: {
      comparedTo,
      ...(comparison.revision && { revision: comparison.revision }),
      status: comparison.sync,
    },
  };
}

function resourceStatuses(resources: readonly ManagedResource[]): JsonObject[] {
  const listed = resources.filter(({ hook, live }) => !hook || live);
  return listed
    .map(resource => ({ text: Object.values(resource.key).join('/'), status: resourceStatus(resource) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ status }) => status);
}

function resourceStatus(resource: ManagedResource): JsonObject {
  const { key, version, target, live, hook, own } = resource;
  const status = syncCodeOf(resource);
  const wave = target ? waveOf(target) : 0;
  return {
    ...(key.group && { group: key.group }),
    ...(hook && { hook }),
    kind: key.kind,
    name: key.name,
    ...(key.namespace && { namespace: key.namespace }),
    ...(live && own && (!target || hook) && { requiresPruning: true }),
    ...(status && { status }),
    ...(wave !== 0 && { syncWave: wave }),
    version,
  };
}

/** What runs and where it answers. An empty one is only written where there was another. */
export function summary(
  tools: ArgoCdTools,
  application: Application,
  resources: readonly ManagedResource[],
  known: boolean,
): JsonObject | undefined {
  const namespaces = [application.spec.destination.namespace, ...resources.map(({ key }) => key.namespace)];
  const images = tools.live.images(application.metadata.name, namespaces);
  const ingresses = resources.flatMap(({ live, key }) => (live && key.kind === 'Ingress' ? [live] : []));
  const externalURLs = [...new Set(ingresses.flatMap(ingressAddresses))].sort();
  if (!known && !externalURLs.length && !images.length) return undefined;
  return { ...(externalURLs.length && { externalURLs }), ...(images.length && { images }) };
}

/** The conditions, of which those of the given types are these now; one that says the same keeps its time. */
export function withConditions(
  known: readonly Condition[],
  types: readonly string[],
  found: readonly Omit<Condition, 'lastTransitionTime'>[],
  now: string,
): Condition[] {
  const kept = known.filter(({ type }) => !types.includes(type));
  const timed = found.map(({ type, message }) => {
    const same = known.find(each => each.type === type && each.message === message);
    return { lastTransitionTime: same?.lastTransitionTime ?? now, message, type };
  });
  return [...kept, ...timed].sort((one, other) => (one.type < other.type ? -1 : 1));
}

/**
 * Writes the status of an Application and says in events what has changed. A field that is undefined is taken away.
 *
 * @param answered the request to refresh was there before anything was compared: it is taken away. One that came
 * meanwhile stays, or a push in that moment would be missed
 */
export function writeStatus(
  tools: ArgoCdTools,
  key: string,
  change: Record<string, unknown>,
  health: string | undefined,
  answered: boolean,
): void {
  const now = current(tools, key);
  if (!now) return;
  const { stored, application } = now;
  const { sync, health: known } = application.status;
  const moved = health !== undefined && health !== known.status;
  const lastTransitionTime = moved ? stamp(tools.cluster.clock.now()) : known.lastTransitionTime;
  const status = asJson({
    ...jsonObject.catch({}).parse(stored.status),
    ...change,
    ...(health && { health: { ...(lastTransitionTime && { lastTransitionTime }), status: health } }),
  });
  const annotations = { ...stored.metadata.annotations };
  if (answered) delete annotations[refreshAnnotation];
  const next = { ...stored, metadata: { ...stored.metadata, annotations }, status };
  const compared = jsonObject.catch({}).parse(status.sync);
  tell(tools, stored, 'sync', sync.status, compared.status);
  if (moved) tell(tools, stored, 'health', known.status, health);
  const unanswered = answered && stored.metadata.annotations?.[refreshAnnotation] !== undefined;
  if (unanswered || !jsonEqual(stored.status, status)) tools.api.update(applications, next);
}

function tell(tools: ArgoCdTools, stored: KubeObject, what: string, before: unknown, after: unknown): void {
  if (before === after || typeof after !== 'string') return;
  const message = `Updated ${what} status: ${typeof before === 'string' ? before : ''} -> ${after}`;
  tools.cluster.events.record(component, stored, { reason: 'ResourceUpdated', message });
}
