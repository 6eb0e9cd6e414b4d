import type { Reading } from '@greenroom/plugin-databases-common';
import { count, duration } from '@greenroom/plugin-portal-node';
import { type InstanceClass, instanceClassOf } from '../instanceClasses';
import { bytes, percent } from '../words';
import { type Finding, readingsOf, type Rule, type Unjudged, writerOf } from '../Unjudged';

/** The value that it kept to as long as the rule asks; without that many points nothing is said. */
const kept = ({ sustained }: Reading): number => sustained ?? NaN;

const whose = ({ of }: Reading) => (of === undefined ? '' : ` of the ${of}`);

const above =
  (metric: Reading['metric'], limit: number, text: (reading: Reading) => string) =>
  (seen: Unjudged): Finding[] =>
    readingsOf(seen, metric)
      .filter(reading => kept(reading) > limit)
      .map(reading => ({ state: 'degraded', text: text(reading), ...(reading.of && { ref: reading.of }) }));

export const cpu: Rule = (seen, { thresholds: { cpuPercent } }) =>
  above(
    'cpu',
    cpuPercent,
    r => `CPU${whose(r)} is at ${count(r.value)} %, above ${count(cpuPercent)} % for 5 minutes`,
  )(seen);

export const latency: Rule = (seen, { thresholds: { latencySeconds } }) =>
  (['read-latency', 'write-latency'] as const).flatMap(metric =>
    above(
      metric,
      latencySeconds,
      r =>
        `${metric === 'read-latency' ? 'Reads' : 'Writes'}${whose(r)} take ${duration(r.value * 1_000)} (p90), more than ${duration(latencySeconds * 1_000)} for 5 minutes`,
    )(seen),
  );

export const cacheHits: Rule = (seen, { thresholds: { cacheHitsPercent } }) =>
  readingsOf(seen, 'cache-hits')
    .filter(reading => kept(reading) < cacheHitsPercent)
    .map(reading => ({
      state: 'degraded',
      text: `Only ${count(reading.value)} % of pages${whose(reading)} are found in memory, less than ${count(cacheHitsPercent)} %`,
    }));

export const connections: Rule = ({ database }, { thresholds }) => {
  const { used, limit } = database.connections;
  if (used === undefined || limit === undefined || used <= limit * thresholds.connections) {
    return [];
  }
  return [
    {
      state: 'degraded',
      text: `${count(used)} of ${count(limit)} connections are in use, more than ${percent(thresholds.connections)}`,
    },
  ];
};

export const freeMemory: Rule = (seen, { thresholds }) =>
  ofClass(seen, 'free-memory', (reading, { memoryBytes }) =>
    kept(reading) < memoryBytes * thresholds.freeMemory
      ? `${bytes(reading.value)} of ${bytes(memoryBytes)} memory${whose(reading)} is free, less than ${percent(thresholds.freeMemory)} for 15 minutes`
      : undefined,
  );

/** Sorts and indexes fail that need more of it; what the class has of it can not be bought apart. */
export const localStorage: Rule = (seen, { thresholds }) =>
  ofClass(seen, 'free-local-storage', (reading, { localBytes }) =>
    localBytes !== undefined && kept(reading) < localBytes * thresholds.freeLocalStorage
      ? `${bytes(reading.value)} of ${bytes(localBytes)} local storage${whose(reading)} is free, less than ${percent(thresholds.freeLocalStorage)} for 5 minutes`
      : undefined,
  );

const credits = { 'ebs-byte-balance': 'throughput', 'ebs-io-balance': 'I/O' } as const;

/** Without credits the disk goes at the class's baseline, and everything waits for it. */
export const ebsBalance: Rule = (seen, { thresholds: { ebsBalancePercent } }) =>
  (['ebs-byte-balance', 'ebs-io-balance'] as const).flatMap(metric =>
    readingsOf(seen, metric)
      .filter(reading => kept(reading) < ebsBalancePercent)
      .map(reading => ({
        state: 'degraded',
        text: `${count(reading.value)} % of the ${credits[metric]} credits${whose(reading)} are left, less than ${count(ebsBalancePercent)} % for 3 minutes`,
      })),
  );

export const databaseLoad: Rule = (seen, { thresholds }) =>
  ofClass(seen, 'db-load', (reading, { vcpus }) =>
    kept(reading) > vcpus * thresholds.loadPerVcpu
      ? `${reading.value.toFixed(1)} sessions are at work${whose(reading)}, more than its ${vcpus} vCPUs can serve, for 15 minutes`
      : undefined,
  );

/** Only of the one that writes: readers of one role can be of several classes. */
function ofClass(
  seen: Unjudged,
  metric: Reading['metric'],
  text: (reading: Reading, instance: InstanceClass) => string | undefined,
): Finding[] {
  const instance = instanceClassOf(writerOf(seen.database.members)?.instanceClass);
  const reading = readingsOf(seen, metric).find(({ of }) => of === 'writer' || of === 'primary');
  const told = instance && reading && text(reading, instance);
  return told ? [{ state: 'degraded', text: told }] : [];
}
