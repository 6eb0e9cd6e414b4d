import type { ServiceLine } from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts, type VerdictState } from '@greenroom/plugin-portal-common';
import { count, sentenceList } from '@greenroom/plugin-portal-react';

/** A service in one line: where it does worst, and where else it runs. */
export interface MyService {
  entityRef: string;
  worst: ServiceLine;
  /** In the order of how much they need a person. */
  others: readonly ServiceLine[];
}

const place = ({ cluster, namespace }: ServiceLine) => `${cluster}/${namespace}`;

const byNeed = (a: ServiceLine, b: ServiceLine) =>
  compareVerdicts(a.verdict, b.verdict) || (place(a) < place(b) ? -1 : 1);

/** One's own of all services, worst first. */
export function myServices(lines: Iterable<ServiceLine>, mine: ReadonlySet<string>): MyService[] {
  const byService = new Map<string, ServiceLine[]>();
  for (const line of lines) {
    if (mine.has(line.entityRef)) {
      byService.set(line.entityRef, [...(byService.get(line.entityRef) ?? []), line]);
    }
  }
  return [...byService]
    .flatMap(([entityRef, own]) => {
      const [worst, ...others] = own.sort(byNeed);
      return worst ? [{ entityRef, worst, others }] : [];
    })
    .sort(
      (a, b) => compareVerdicts(a.worst.verdict, b.worst.verdict) || (a.entityRef < b.entityRef ? -1 : 1),
    );
}

const told: readonly [VerdictState, string, string][] = [
  ['degraded', 'is degraded', 'are degraded'],
  ['unknown', 'is unknown', 'are unknown'],
  ['waiting', 'waits', 'wait'],
  ['progressing', 'is moving', 'are moving'],
];

/** `1 of your 5 services is degraded, 1 is unknown.` */
export function summariseServices(services: readonly MyService[]): string {
  const clauses = told.flatMap(([state, one, several]) => {
    const n = services.filter(({ worst }) => worst.verdict.state === state).length;
    return n > 0 ? [{ n, words: n === 1 ? one : several }] : [];
  });
  const [first, ...rest] = clauses;
  if (!first) {
    return services.length === 1
      ? 'Your only service that runs is healthy.'
      : `All your ${services.length} services are healthy.`;
  }
  const opening = `${first.n} of your ${count(services.length, 'service')} ${first.words}`;
  return `${[opening, ...rest.map(({ n, words }) => `${n} ${words}`)].join(', ')}.`;
}

/** `eks-prod and 2 others`, with how the others are where that differs. */
export function whereWords({ worst, others }: MyService): string {
  const where = `${worst.cluster} / ${worst.namespace}`;
  if (others.length === 0) {
    return where;
  }
  const states = sentenceList(
    [...new Set(others.map(({ verdict }) => verdict.state))].map(
      state => `${others.filter(({ verdict }) => verdict.state === state).length} ${state}`,
    ),
  );
  return `${where}; elsewhere ${states}`;
}
