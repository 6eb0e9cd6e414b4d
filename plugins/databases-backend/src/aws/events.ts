import type { DatabaseEvent, EventKind } from '@greenroom/plugin-databases-common';
import { createHash } from 'node:crypto';
import type { ToldFailover } from '../reading/failovers';
import type { RdsEvent } from './answers';

/** RDS gives its events categories and no id (measured: `DescribeEvents` has no RDS-EVENT number). */
const kinds: Readonly<Record<string, EventKind>> = {
  failover: 'failover',
  availability: 'availability',
  backup: 'backup',
  maintenance: 'maintenance',
  'configuration change': 'configuration',
  failure: 'failure',
  'low storage': 'failure',
};

/** What matters most of several categories comes first. */
const order: readonly EventKind[] = [
  'failover',
  'failure',
  'backup',
  'maintenance',
  'availability',
  'configuration',
];

export function readEvent(event: RdsEvent, members: ReadonlySet<string>): DatabaseEvent {
  const { about, at, text, categories } = event;
  return {
    id: idOf(event),
    at,
    kind: order.find(kind => categories.some(category => kinds[category] === kind)) ?? 'other',
    text,
    ...(members.has(about) && { member: about }),
    from: 'rds',
  };
}

/** The same for the same event of every answer. */
function idOf({ about, at, type, text }: RdsEvent): string {
  const hash = createHash('sha256').update(JSON.stringify([about, type, text]));
  return `rds:${at}:${hash.digest('hex').slice(0, 12)}`;
}

/** A backup that failed is of two categories at once, or of one and says so. */
export function isFailedBackup({ categories, text }: RdsEvent): boolean {
  return categories.includes('backup') && (categories.includes('failure') || /\bfail/i.test(text));
}

/**
 * What a failover's events say: "Started cross AZ failover to DB instance: b", "Completed failover to DB instance: b",
 * "Multi-AZ instance failover started/completed" (RDS and Aurora User Guides, "event categories and messages"). There is
 * no number in the answer to tell them by.
 */
export function readFailovers(events: readonly RdsEvent[]): ToldFailover[] {
  return events
    .filter(({ categories }) => categories.includes('failover'))
    .flatMap(({ at, text }) => {
      const [, to] = /DB instance: ([\w-]+)/.exec(text) ?? [];
      const phase = phaseOf(text);
      return phase ? [{ at, phase, ...(to !== undefined && { to }) }] : [];
    });
}

function phaseOf(text: string): ToldFailover['phase'] | undefined {
  if (/\bcomplete/i.test(text)) {
    return 'completed';
  }
  return /\bstarted\b/i.test(text) ? 'started' : undefined;
}
