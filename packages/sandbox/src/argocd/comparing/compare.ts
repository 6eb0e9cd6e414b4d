import { type Application, type HealthCode, nameOf, type SyncCode } from '../application';
import { hasHealth, healthOf, worse } from '../health/healthOf';
import { hasOption, ignoresExtraneous, isHook, isSkipped, serverSideApply } from '../hooks';
import { type LiveObjects } from '../LiveObjects';
import { type Manifests } from '../repository/RepoServer';
import { keyOfObject, keyText, trackedBy, versionOf } from '../tracking';
import { type KubeObject } from '../../kubernetes/types';
import { type Comparison, type ManagedResource } from './Comparison';
import { differ, differs, ignoredPaths } from './difference';
import { type Target, targetsOf } from './targets';

/** Compares what git says with what is live. */
export function compare(application: Application, live: LiveObjects, manifests: Manifests): Comparison {
  const place = {
    application: nameOf(application),
    namespace: application.spec.destination.namespace,
    definition: live.definition.bind(live),
  };
  const { targets, repeated } = targetsOf(manifests.objects, place);
  const wanted = new Set(targets.map(({ key }) => keyText(key)));
  const extra = live.of(place.application).filter(object => !wanted.has(keyText(keyOfObject(object))));
  const resources = [
    ...targets.map(target => targeted(application, live, target)),
    ...extra.map(object => liveOnly(object, place.application)),
  ];
  return {
    revision: manifests.revision,
    sourceType: manifests.sourceType,
    resources,
    conditions: [
      ...repeated.map(message => ({ type: 'RepeatedResourceWarning', message })),
      ...resources.flatMap(resource => shared(resource, application)),
    ],
    sync: resources.some(isOutOfSync) ? 'OutOfSync' : 'Synced',
    health: healthOfAll(resources),
  };
}

/** What can be said when git cannot be read: what is live, and nothing about whether it should be. */
export function compareWithNothing(application: Application, live: LiveObjects, why: string): Comparison {
  const resources = live.of(nameOf(application)).map(object => liveOnly(object, nameOf(application)));
  const message = `Failed to load target state: ${why}`;
  const conditions = [{ type: 'ComparisonError', message }];
  return { resources, conditions, sync: 'Unknown', health: healthOfAll(resources) };
}

/** `status` of an entry of `status.resources`; a hook has none. */
export function syncCodeOf(resource: ManagedResource): SyncCode | undefined {
  if (resource.hook || !resource.own || (resource.target && isSkipped(resource.target))) return undefined;
  return resource.modified ? 'OutOfSync' : 'Synced';
}

function isOutOfSync(resource: ManagedResource): boolean {
  const extraneous = !resource.target && resource.live && ignoresExtraneous(resource.live);
  return !extraneous && syncCodeOf(resource) === 'OutOfSync';
}

function targeted(application: Application, objects: LiveObjects, { key, object }: Target): ManagedResource {
  const live = objects.get(key);
  return {
    key,
    version: versionOf(String(object.apiVersion)),
    target: object,
    ...(live && { live }),
    hook: isHook(object),
    own: true,
    modified: !live || isModified(application, objects, { live, target: { key, object } }),
  };
}

function isModified(
  { spec }: Application,
  objects: LiveObjects,
  { live, target: { key, object } }: { live: KubeObject; target: Target },
): boolean {
  const definition = objects.definition(key);
  const ignored = ignoredPaths(spec.ignoreDifferences, key);
  const byServer =
    spec.syncPolicy.syncOptions.includes(serverSideApply) || hasOption(object, serverSideApply);
  if (!byServer || !definition) return differs(live, object, definition?.custom ?? true, ignored);
  const predicted = objects.predicted(definition, object);
  return !predicted || differ(live, predicted, ignored);
}

function liveOnly(live: KubeObject, application: string): ManagedResource {
  return {
    key: keyOfObject(live),
    version: versionOf(live.apiVersion),
    live,
    hook: isHook(live),
    own: trackedBy(live) === application,
    modified: true,
  };
}

function shared({ live, target }: ManagedResource, application: Application) {
  const owner = live && target && trackedBy(live);
  if (!owner || owner === nameOf(application)) return [];
  const { namespace, name } = application.metadata;
  const message = `${live.kind}/${live.metadata.name} is part of applications ${namespace}/${name} and ${owner}`;
  return [{ type: 'SharedResourceWarning', message }];
}

/** The worst of all; of what is missing only kinds that have a health count. */
function healthOfAll(resources: readonly ManagedResource[]): HealthCode {
  return resources.reduce<HealthCode>((health, resource) => worse(health, healthOfOne(resource)), 'Healthy');
}

function healthOfOne({ key, target, live, hook }: ManagedResource): HealthCode {
  if (hook || (target && isSkipped(target))) return 'Healthy';
  if (live) return healthOf(live)?.status ?? 'Healthy';
  return hasHealth(key.group, key.kind) ? 'Missing' : 'Healthy';
}
