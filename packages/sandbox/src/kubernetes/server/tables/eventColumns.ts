import { at, isObject, textAt } from '../../json';
import type { KubeObject } from '../../types';
import { field, nameColumn, wide, type Column } from './columns';
import { ageOf } from './duration';

/** When an event was last and first seen: old and new form. */
function seen(event: KubeObject, which: 'lastTimestamp' | 'firstTimestamp'): unknown {
  const series = which === 'lastTimestamp' ? at(event, 'series', 'lastObservedTime') : undefined;
  return series ?? event[which] ?? event.eventTime ?? undefined;
}

export const eventColumns: Column[] = [
  { name: 'Last Seen', cell: (event, now) => ageOf(seen(event, 'lastTimestamp'), now) },
  field('Type', 'type'),
  field('Reason', 'reason'),
  { name: 'Object', cell: eventObject },
  wide(field('Subobject', 'involvedObject.fieldPath')),
  { name: 'Source', wide: true, cell: eventSource },
  { name: 'Message', cell: event => (textAt(event, 'message') ?? '').trim() },
  { name: 'First Seen', wide: true, cell: (event, now) => ageOf(seen(event, 'firstTimestamp'), now) },
  { name: 'Count', wide: true, cell: event => Number(at(event, 'series', 'count') ?? event.count ?? 1) },
  { ...nameColumn, wide: true },
];

function eventObject(event: KubeObject): string {
  const about = isObject(event.involvedObject) ? event.involvedObject : {};
  return `${String(about.kind ?? '').toLowerCase()}/${String(about.name ?? '')}`;
}

function eventSource(event: KubeObject): string {
  const component = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent') || '';
  const host = textAt(event, 'source', 'host') || textAt(event, 'reportingInstance') || '';
  return [component, host].filter(part => part !== '').join(', ');
}
