import { InputError } from '@backstage/errors';
import {
  portalSourcesReadPermission,
  type Source,
  type SourceReport,
  SOURCES_TOPIC,
} from '@greenroom/plugin-portal-common';
import type { SourceRegistry, TopicChange, TopicHandle, TopicType } from '@greenroom/plugin-portal-node';

/** The Sources page, live: rows `SourceReport` by id. Who opens it wants to know, so every source is looked at meanwhile. */
export function sourcesTopic(registry: Sources): TopicType<''> {
  return {
    name: SOURCES_TOPIC,
    parse(key) {
      if (key !== '') {
        throw new InputError(`the ${SOURCES_TOPIC} topic has no key, got ${JSON.stringify(key)}`);
      }
      return key;
    },
    authorise: () => [{ permission: portalSourcesReadPermission }],
    open: () => openSources(registry),
  };
}

/** What everybody may know of a source. */
export function sourceOf({ id, kind, freshness, observedAt, since, reason }: SourceReport): Source {
  return { id, kind, freshness, observedAt, since, reason };
}

type Sources = Pick<SourceRegistry, 'reports' | 'onChange' | 'watch'>;

function openSources(registry: Sources): TopicHandle {
  let rows: ReadonlyMap<string, SourceReport> = byId(registry.reports());
  const listeners = new Set<(change: TopicChange) => void>();
  const unwatch = registry.watch();
  const stop = registry.onChange(() => {
    const { next, change } = compare(rows, registry.reports());
    rows = next;
    if (change.upserts.size > 0 || change.removals.size > 0) {
      listeners.forEach(listener => listener(change));
    }
  });
  return {
    rows: () => rows,
    sources: () => [...rows.values()].map(sourceOf),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      stop();
      unwatch();
    },
  };
}

function byId(reports: readonly SourceReport[]): ReadonlyMap<string, SourceReport> {
  return new Map(reports.map(report => [report.id, report]));
}

/** Providers make their reports anew each time; a row that says the same stays the same object. */
function compare(before: ReadonlyMap<string, SourceReport>, reports: readonly SourceReport[]) {
  const next = new Map<string, SourceReport>();
  const upserts = new Map<string, SourceReport>();
  for (const report of reports) {
    const held = before.get(report.id);
    const same = held !== undefined && JSON.stringify(held) === JSON.stringify(report);
    next.set(report.id, same ? held : report);
    if (!same) {
      upserts.set(report.id, report);
    }
  }
  const removals = new Set([...before.keys()].filter(id => !next.has(id)));
  return { next, change: { upserts, removals } };
}
