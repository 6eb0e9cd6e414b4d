import { parseEntityRef } from '@backstage/catalog-model';
import type { Connections, Engine, Lag, MemberRole, Storage } from '@greenroom/plugin-databases-common';
import { amount, bytesOf, bytesWords, figures, formatDuration, share } from '@greenroom/plugin-portal-react';

export const engineWords: Readonly<Record<Engine, string>> = {
  'aurora-postgresql': 'Aurora PostgreSQL',
  'rds-postgresql': 'RDS PostgreSQL',
  postgresql: 'PostgreSQL',
  'postgresql-pgpool': 'PostgreSQL with pgpool',
};

/** Where there is room for a word. */
export const engineShort: Readonly<Record<Engine, string>> = {
  'aurora-postgresql': 'Aurora',
  'rds-postgresql': 'RDS',
  postgresql: 'PostgreSQL',
  'postgresql-pgpool': 'pgpool',
};

/** Who uses it, by name: not the resource that stands for the database itself in the catalog. */
export function serviceNames(entityRefs: readonly string[]): string[] {
  return entityRefs
    .map(ref => parseEntityRef(ref))
    .filter(({ kind }) => kind.toLocaleLowerCase('en') !== 'resource')
    .map(({ name }) => name);
}

const writing: ReadonlySet<MemberRole> = new Set(['writer', 'primary']);

export function writes(member: { role: MemberRole }): boolean {
  return writing.has(member.role);
}

/** States in which there is nothing to say of a member, in the words of who runs it. */
const quiet: ReadonlySet<string> = new Set(['available', 'streaming', 'serves', 'running', 'up']);

/** The state where it is not the usual one. */
export function stateWorthSaying(state: string): string | undefined {
  return quiet.has(state) ? undefined : state;
}

/** `14 ms`, `1.2 s`, `3 min`, `64 MiB`, `unknown`; nothing for the member that writes. */
export function lagWords(lag: Lag | 'unknown' | undefined): string | undefined {
  if (lag === undefined || lag === 'unknown') {
    return lag;
  }
  return lag.unit === 'bytes'
    ? bytesWords(lag.value)
    : secondsWords(lag.unit === 'ms' ? lag.value / 1000 : lag.value);
}

/** `0.4 ms`, `14 ms`, `1.2 s`, `3 min`. */
export function secondsWords(seconds: number): string {
  if (seconds < 1) {
    return `${figures(seconds * 1000)} ms`;
  }
  return seconds < 60 ? `${figures(seconds)} s` : formatDuration(seconds * 1000);
}

/** For an order: milliseconds; what is unknown is more than anything, and 16 MiB of log are taken for a second. */
export function lagSize(lag: Lag | 'unknown' | undefined): number | undefined {
  if (lag === undefined || lag === 'unknown') {
    return lag && Infinity;
  }
  const { value, unit } = lag;
  return { ms: value, s: value * 1000, bytes: (value / 2 ** 24) * 1000 }[unit];
}

/** How full something is, between 0 and 1; `undefined` where either end is not known. */
export function filled(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;
}

/** `212 of 1,000`, `212`; nothing where they are not known. */
export function connectionWords({ used, limit }: Connections): string | undefined {
  if (used === undefined) {
    return limit === undefined ? undefined : `not known, of ${amount(limit)}`;
  }
  return limit === undefined ? amount(used) : `${amount(used)} of ${amount(limit)}`;
}

/** Of so little nobody asks which share it is. */
const LITTLE = 0.01;

export function storageWords({ usedBytes, limitBytes }: Storage): string | undefined {
  if (usedBytes === undefined) {
    return limitBytes === undefined ? undefined : `not known, of ${bytesWords(limitBytes)}`;
  }
  if (limitBytes === undefined) {
    return bytesWords(usedBytes);
  }
  // In the unit of the whole nothing would be left of the part.
  return usedBytes / limitBytes < LITTLE
    ? `${bytesWords(usedBytes)} of ${bytesWords(limitBytes)}`
    : bytesOf(usedBytes, limitBytes);
}

/** `21 %`, where a share can be told. */
export function shareWords(part: number | undefined, whole: number | undefined): string | undefined {
  const full = filled(part, whole);
  return part === undefined || full === undefined || full < LITTLE ? undefined : share(part, whole);
}
