import {
  compareVerdicts,
  type Source,
  type VerdictState,
  worstFreshness,
} from '@greenroom/plugin-portal-common';
import { believe, type NoteLine, type ServiceNote, sourcesOf } from '@greenroom/plugin-portal-react';
import { rolloutPlace, type RolloutRow, shownTag } from '@greenroom/plugin-rollouts-common';

/** Addresses of pages. */
export interface NoteLinks {
  one: (rollout: RolloutRow) => string;
  service: (entityRef: string) => string;
}

interface Believed {
  row: RolloutRow;
  /** What is known of it was so once. */
  isOld: boolean;
}

/** The revision that is live of each of these services, and the one that waits beside it. */
export function revisionNotes(
  rows: Iterable<RolloutRow>,
  options: { services: ReadonlySet<string>; sources: readonly Source[]; links: NoteLinks },
): ReadonlyMap<string, ServiceNote> {
  const { services, sources, links } = options;
  const byService = new Map<string, Believed[]>();
  for (const row of rows) {
    if (row.entityRef !== undefined && services.has(row.entityRef)) {
      const own = sourcesOf(row, sources);
      const believed = { row: believe(row, own), isOld: worstFreshness(own) !== 'live' };
      byService.set(row.entityRef, [...(byService.get(row.entityRef) ?? []), believed]);
    }
  }
  return new Map([...byService].map(([entityRef, own]) => [entityRef, noteOf(entityRef, own, links)]));
}

/** Of several places those come first that can be looked at now. */
function noteOf(entityRef: string, rollouts: readonly Believed[], links: NoteLinks): ServiceNote {
  const inOrder = [...rollouts].sort(
    (a, b) =>
      Number(a.isOld) - Number(b.isOld) ||
      compareVerdicts(a.row.verdict, b.row.verdict) ||
      (rolloutPlace(a.row) < rolloutPlace(b.row) ? -1 : 1),
  );
  const beside = besideLine(inOrder);
  const [first] = inOrder;
  return {
    lines: [liveLine(inOrder), ...(beside ? [beside] : [])],
    about: inOrder
      .map(({ row }) => `${row.cluster} / ${row.namespace} / ${row.name}: ${row.sentence}`)
      .join('\n'),
    href: first && inOrder.length === 1 ? links.one(first.row) : links.service(entityRef),
  };
}

/** Where one of several is not known to be live now, the line is not either. */
function liveLine(rollouts: readonly Believed[]): NoteLine {
  const live = rollouts.filter(({ row }) => liveTag(row) !== undefined);
  const [first] = live;
  if (!first) {
    return { text: 'nothing live' };
  }
  const text = together(live.map(({ row, isOld }) => `${isOld ? 'was ' : ''}${liveTag(row)}`));
  return live.some(({ isOld }) => isOld)
    ? { text, state: 'unknown', since: first.isOld ? first.row.since : undefined, isCode: true }
    : { text, isCode: true };
}

/** What stands beside the live revision: how it is in the place where it needs a person most. */
function besideLine(rollouts: readonly Believed[]): NoteLine | undefined {
  const beside = rollouts.filter(({ row }) => besideTag(row) !== undefined);
  const [first] = beside;
  if (!first) {
    return undefined;
  }
  const { verdict, since, pauseStartedAt } = first.row;
  const state = first.isOld ? 'unknown' : verdict.state;
  const alike = beside.filter(({ row }) => row.verdict.state === verdict.state);
  const tags = new Set(alike.map(({ row }) => besideTag(row)));
  const [tag = ''] = tags;
  return {
    text: besideWords[state](tags.size > 1 ? `${tags.size} revisions` : tag, tags.size > 1),
    ...(state !== 'healthy' && { state }),
    since: state === 'waiting' ? (pauseStartedAt ?? since) : undefined,
    isCode: true,
  };
}

/** `v1.8.1`, `v1.8.1, v1.9.0`, `v1.8.1, 2 others`: each once. */
function together(tags: readonly (string | undefined)[]): string {
  const [first = '', second, ...more] = new Set(tags);
  if (second === undefined) {
    return first;
  }
  return `${first}, ${more.length > 0 ? `${more.length + 1} others` : second}`;
}

const besideWords: Record<VerdictState, (tags: string, areSeveral: boolean) => string> = {
  waiting: (tags, areSeveral) => `${tags} ${areSeveral ? 'wait' : 'waits'}`,
  progressing: (tags, areSeveral) => `${tags} ${areSeveral ? 'come' : 'comes'}`,
  degraded: (tags, areSeveral) => `${tags} ${areSeveral ? 'fail' : 'fails'}`,
  unknown: tags => `was ${tags}`,
  healthy: (tags, areSeveral) => `${tags} ${areSeveral ? 'stand' : 'stands'} by`,
};

/** A revision without a tag is known by as much of its hash as elsewhere. */
const HASH_SHOWN = 6;

function liveTag({ activeTag, activeRevision }: RolloutRow): string | undefined {
  return activeTag === undefined ? activeRevision?.slice(0, HASH_SHOWN) : shownTag(activeTag);
}

function besideTag({ previewTag, previewRevision, activeRevision }: RolloutRow): string | undefined {
  if (previewRevision === undefined || previewRevision === activeRevision) {
    return undefined;
  }
  return previewTag === undefined ? previewRevision.slice(0, HASH_SHOWN) : shownTag(previewTag);
}
