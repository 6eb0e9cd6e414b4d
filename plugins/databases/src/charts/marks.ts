import type { DatabaseEvent, EventKind } from '@greenroom/plugin-databases-common';
import type { ChartMark } from '@greenroom/plugin-portal-react';

/** Events that mark a chart, and how; others are in the list only. */
const kinds: Partial<Record<EventKind, ChartMark['kind']>> = {
  failover: 'failover',
  promotion: 'promotion',
  failure: 'failure',
  maintenance: 'maintenance',
  backup: 'backup',
};

/** What is told within this many seconds of one kind is one mark: AWS tells of a failover in three events. */
const TOGETHER = 120;

/** The events that charts show, each thing that happened once. */
export function marksOf(events: readonly DatabaseEvent[]): ChartMark[] {
  const marks: ChartMark[] = [];
  for (const { id, at, kind, text } of [...events].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const seconds = Date.parse(at) / 1000;
    const look = kinds[kind];
    const before = marks.findLast(mark => mark.kind === look);
    if (look && !(before && seconds - before.at <= TOGETHER)) {
      marks.push({ id, at: seconds, kind: look, word: kind, text });
    }
  }
  return marks;
}
