import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { count } from '@greenroom/plugin-portal-react';

const DAY_MS = 24 * 3_600_000;

/** A database of one's own services, and which of them use it. */
export interface OwnDatabase {
  line: DatabaseLine;
  services: readonly string[];
  /** Within the last day. */
  failedOverAt?: string;
}

/** Databases that services use which one owns, in their order. */
export function ownDatabases(
  lines: readonly DatabaseLine[],
  mine: ReadonlySet<string>,
  now: number,
): OwnDatabase[] {
  return lines.flatMap(line => {
    const services = line.entityRefs.filter(ref => mine.has(ref));
    const at = line.lastFailover?.endedAt ?? line.lastFailover?.startedAt;
    const isLate = at !== undefined && now - Date.parse(at) <= DAY_MS;
    return services.length > 0 ? [{ line, services, failedOverAt: isLate ? at : undefined }] : [];
  });
}

/** Whether somebody should look: it is not healthy, or another member writes since yesterday. */
export function needsLook({ line, failedOverAt }: OwnDatabase): boolean {
  return line.verdict.state !== 'healthy' || failedOverAt !== undefined;
}

/** `2 of the 5 databases of your services need a look.` */
export function summariseOwn(own: readonly OwnDatabase[]): string {
  const needing = own.filter(needsLook).length;
  if (needing === 0) {
    return own.length === 1
      ? 'The only database of your services is healthy.'
      : `All ${own.length} databases of your services are healthy.`;
  }
  if (own.length === 1) {
    return 'The only database of your services needs a look.';
  }
  return `${needing} of the ${count(own.length, 'database')} of your services ${needing === 1 ? 'needs' : 'need'} a look.`;
}
