import type { KubeObject, ResourceDefinition } from '../types';

/** One Event in its two forms: core v1, which is stored, and events.k8s.io/v1. */

/** Told forms by stored object, so that each is made and serialised once. */
const told = new WeakMap<KubeObject, KubeObject>();

/** A stored object in the form of the resource it was asked for by. */
export function inVersion(definition: ResourceDefinition, object: KubeObject): KubeObject {
  if (definition.storedAs !== 'events') return object;
  const known = told.get(object) ?? Object.freeze(newForm(object));
  told.set(object, known);
  return known;
}

/** What was sent, in the form that is stored. */
export function storedForm(definition: ResourceDefinition, sent: KubeObject): KubeObject {
  return definition.storedAs === 'events' ? oldForm(sent) : sent;
}

/** Kubernetes fills these in when an event is made. */
export function completeEvent(event: KubeObject): KubeObject {
  const blank = { source: {}, firstTimestamp: null, lastTimestamp: null, eventTime: null };
  return { ...blank, reportingComponent: '', reportingInstance: '', ...event };
}

function newForm(event: KubeObject): KubeObject {
  const { metadata, involvedObject, message, source, firstTimestamp, lastTimestamp, count, ...rest } = event;
  const { reportingComponent, reportingInstance, ...others } = rest;
  return {
    ...others,
    apiVersion: 'events.k8s.io/v1',
    metadata,
    ...(reportingComponent ? { reportingController: reportingComponent } : {}),
    ...(reportingInstance ? { reportingInstance } : {}),
    regarding: involvedObject,
    note: message,
    deprecatedSource: source ?? {},
    deprecatedFirstTimestamp: firstTimestamp ?? null,
    deprecatedLastTimestamp: lastTimestamp ?? null,
    ...(count !== undefined && { deprecatedCount: count }),
  };
}

function oldForm(event: KubeObject): KubeObject {
  const { regarding, note, deprecatedSource, deprecatedFirstTimestamp, deprecatedLastTimestamp, ...rest } =
    event;
  const { deprecatedCount, reportingController, ...others } = rest;
  return {
    ...others,
    apiVersion: 'v1',
    involvedObject: regarding,
    message: note ?? '',
    source: deprecatedSource ?? {},
    firstTimestamp: deprecatedFirstTimestamp ?? null,
    lastTimestamp: deprecatedLastTimestamp ?? null,
    reportingComponent: reportingController ?? '',
    ...(deprecatedCount !== undefined && { count: deprecatedCount }),
  };
}
