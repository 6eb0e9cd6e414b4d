import { sourcesOf } from '@greenroom/plugin-portal-react';
import { notLiveWords, type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { type Person, type QueueRow, queueRowSchema, rolloutKey } from '@greenroom/plugin-rollouts-common';
import type { z } from 'zod';
import type { Owners } from '../all/filters';
import { forMe, type ForMe } from './forMe';

/** One thing that waits, as this person sees it. */
export interface QueueEntry {
  key: string;
  item: QueueRow;
  forMe: ForMe;
  /** It is of a service that the person's groups own. */
  owned: boolean;
  /** Why it may be old, e.g. `eks-prod is not reachable`; absent while its cluster is live. */
  stale: string | undefined;
}

const readItems = new WeakMap<object, z.ZodSafeParseResult<QueueRow>>();

/**
 * The rows of the topic, each read once for as long as it lives: the badge, Home and the queue look at the same rows.
 */
export function readQueue(rows: ReadonlyMap<string, unknown>): { items: QueueRow[]; unreadable: number } {
  const read = [...rows.values()].map(readItem);
  const items = read.flatMap(({ data }) => (data ? [data] : []));
  return { items, unreadable: read.length - items.length };
}

/** Rows that are read in one go: a few milliseconds. */
const AT_ONCE = 200;

/** Reads on, so many rows that the page stays free; whether all have been read. */
export function readSome(rows: ReadonlyMap<string, unknown>): boolean {
  let left = AT_ONCE;
  for (const row of rows.values()) {
    if (typeof row === 'object' && row !== null && !readItems.has(row)) {
      if (left === 0) {
        return false;
      }
      readItem(row);
      left -= 1;
    }
  }
  return true;
}

function readItem(row: unknown): z.ZodSafeParseResult<QueueRow> {
  if (typeof row !== 'object' || row === null) {
    return queueRowSchema.safeParse(row);
  }
  const known = readItems.get(row) ?? queueRowSchema.safeParse(row);
  readItems.set(row, known);
  return known;
}

export interface QueueContext {
  person: Person | undefined;
  owners: Owners;
  sources: readonly Source[];
}

/** What waits, mine first, then of services I own, then the rest; within each the oldest first. */
export function queueEntries(items: readonly QueueRow[], context: QueueContext): QueueEntry[] {
  const staleOf = staleness(context.sources);
  return items
    .map(item => {
      const stale = staleOf(item.rollout.cluster);
      return {
        key: rolloutKey(item.rollout),
        item,
        forMe: stale === undefined ? rememberedForMe(item, context.person) : undefined,
        owned: isOwned(item, context),
        stale,
      };
    })
    .sort(mineThenOldest);
}

/** How many of these wait for this very person. */
export function countForMe(items: readonly QueueRow[], context: Omit<QueueContext, 'owners'>): number {
  const staleOf = staleness(context.sources);
  return items.filter(
    item => staleOf(item.rollout.cluster) === undefined && rememberedForMe(item, context.person),
  ).length;
}

const decided = new WeakMap<QueueRow, { person: Person | undefined; forMe: ForMe }>();

/** Thousands of items are looked at again at each change of one of them: each is decided once for a person. */
function rememberedForMe(item: QueueRow, person: Person | undefined): ForMe {
  const known = decided.get(item);
  if (known && known.person === person) {
    return known.forMe;
  }
  const now = { person, forMe: forMe(item, person) };
  decided.set(item, now);
  return now.forMe;
}

function staleness(sources: readonly Source[]): (cluster: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return cluster => {
    if (!known.has(cluster)) {
      known.set(cluster, staleWords(cluster, sources));
    }
    return known.get(cluster);
  };
}

function isOwned({ entityRef }: QueueRow, { owners, person }: QueueContext): boolean {
  const claims = person?.claims ?? [];
  return (owners.get(entityRef ?? '') ?? []).some(owner => claims.includes(owner));
}

function staleWords(cluster: string, sources: readonly Source[]): string | undefined {
  const freshness = worstFreshness(sourcesOf({ cluster }, sources));
  return freshness === 'live' ? undefined : `${cluster} ${notLiveWords[freshness].one}`;
}

/** 0: mine, 1: of my services, 2: of others. */
const rankOf = (entry: QueueEntry) => (entry.forMe ? 0 : 1) + (entry.forMe || entry.owned ? 0 : 1);

function mineThenOldest(a: QueueEntry, b: QueueEntry): number {
  return (
    rankOf(a) - rankOf(b) ||
    compareText(a.item.waitingSince, b.item.waitingSince) ||
    compareText(a.key, b.key)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
