import type { Condition, EventRow, ReplicatedRow } from '@greenroom/cluster-access';
import { workloadKey } from '../about';
import { type Finding, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, MINUTE } from '../time';
import { because, counted, verb } from '../words';
import { refusalWords } from './refusalWords';

export interface WorkloadContext {
  /** Milliseconds since 1970. */
  now: number;
  /** How many of its pods are on their way with nothing wrong. */
  starting?: number;
  /** Since when the first of these is on its way. */
  startingSince?: string;
  /** Of its pods that are not ready: since when each is not. */
  unreadySince?: readonly string[];
  /** Since when there is the newest version. */
  newestSince?: string;
  /** Warnings about it, or about its ReplicaSets, that are not old. */
  warnings?: readonly EventRow[];
}

/** A StatefulSet or DaemonSet does not say since when its pods are missing: this long after it was made they may be. */
const FIRST_PODS = 5 * MINUTE;

type Part = Omit<Finding, 'object' | 'about'>;

/** What is wrong with a Deployment, StatefulSet, DaemonSet or Rollout as a whole. Its pods say why. */
export function readReplicated(row: ReplicatedRow, context: WorkloadContext): Reading {
  if (row.deleting) {
    return NOTHING;
  }
  const object = linkTo(row.kind, row);
  const readings = [
    readPods(row, context),
    ...[...readRefusal(row, context), ...readProgress(row, context), ...readRisks(row)].map(part => ({
      parts: [part],
    })),
  ];
  return together(
    readings.map(({ parts, ...rest }) => ({
      findings: parts.map(part => ({
        ...part,
        object,
        about: { workload: [workloadKey(object)], namespace: [row.namespace] },
      })),
      ...rest,
    })),
  );
}

interface Parts {
  parts: Part[];
  until?: number;
}

function condition(row: ReplicatedRow, type: string): Condition | undefined {
  return row.conditions?.find(one => one.type === type);
}

function readPods(row: ReplicatedRow, context: WorkloadContext): Parts {
  const { desired, available } = row;
  if (desired === 0) {
    return { parts: row.kind === 'DaemonSet' ? [] : [off(row)] };
  }
  if (available >= desired) {
    return { parts: [] };
  }
  const unavailable = condition(row, 'Available');
  const coming = isComing(row, context);
  if (coming.isComing) {
    return { parts: [scaling(row, context)], until: coming.until };
  }
  const isDown = available === 0;
  return {
    parts: [
      {
        rule: isDown ? 'workload-down' : 'workload-short',
        ...(!isDown && unavailable?.status === 'False' && { severity: 80 }),
        text: isDown ? `no pod of ${row.name} is available, ${desired} should be` : availableWords(row),
        since: unavailable?.status === 'False' ? unavailable.since : missingSince(isDown, context),
      },
    ],
  };
}

/** Only Deployments and Rollouts say it: by its pods, it is down since the last of them is not ready. */
function missingSince(isDown: boolean, { unreadySince = [] }: WorkloadContext): string | undefined {
  const sorted = [...unreadySince].sort();
  return isDown ? sorted.at(-1) : sorted[0];
}

/** All that is missing is on its way: a first rollout, or more replicas than a moment ago. */
function isComing(
  row: ReplicatedRow,
  { now, starting = 0 }: WorkloadContext,
): { isComing: boolean; until?: number } {
  if (starting > 0 && row.desired - row.available <= starting) {
    return { isComing: true };
  }
  const progressing = condition(row, 'Progressing');
  if (progressing) {
    // While a first rollout goes on within its deadline, nothing was there that could be missed.
    const first = row.available === 0 && firstRollout.has(progressing.reason ?? '');
    return { isComing: first && progressing.status === 'True' };
  }
  const { lasted, until } = hasLasted(row.createdAt, FIRST_PODS, now);
  return { isComing: !lasted, until };
}

/** Of the Deployment controller (pkg/controller/deployment/util): `NewReplicaSetAvailable` is what comes after. */
const firstRollout: ReadonlySet<string> = new Set(['NewReplicaSetCreated', 'ReplicaSetUpdated']);

/** That the others start is said where that was seen: pods of a first rollout may all fail, and say so themselves. */
function scaling(row: ReplicatedRow, { starting = 0, startingSince }: WorkloadContext): Part {
  const others = row.desired - row.available <= starting ? ', the others start' : ' yet';
  return {
    rule: 'workload-scaling',
    text: `${availableWords(row)}${others}`,
    since: startingSince,
  };
}

function off(row: ReplicatedRow): Part {
  return { rule: 'workload-off', text: `${row.name} is scaled to nothing` };
}

function readRefusal(row: ReplicatedRow, { warnings = [] }: WorkloadContext): Part[] {
  const failure = condition(row, 'ReplicaFailure');
  if (failure?.status === 'True') {
    return [refusal(row, failure.message, failure.since)];
  }
  // StatefulSets and DaemonSets have no such condition: they tell it in events, as long as it goes on.
  const told = row.kind === 'StatefulSet' || row.kind === 'DaemonSet' ? warnings : [];
  const event = told.find(({ reason }) => reason === 'FailedCreate');
  return event && row.current < row.desired ? [refusal(row, event.text, event.firstAt ?? event.at)] : [];
}

function refusal(row: ReplicatedRow, message: string | undefined, since: string | undefined): Part {
  return {
    rule: 'workload-refused',
    text: because(`${row.name} gets no more pods`, refusalWords(message)),
    since,
  };
}

function readProgress(row: ReplicatedRow, { newestSince }: WorkloadContext): Part[] {
  return row.kind === 'Rollout' ? readRolloutPhase(row, newestSince) : readUpdate(row, newestSince);
}

function readUpdate(row: ReplicatedRow, newestSince: string | undefined): Part[] {
  const progressing = condition(row, 'Progressing');
  if (progressing?.status === 'False' && progressing.reason === 'ProgressDeadlineExceeded') {
    return [
      {
        rule: 'workload-stuck',
        text: `the new version of ${row.name} makes no progress`,
        since: progressing.since,
      },
    ];
  }
  const wanted = row.desired - (row.partition ?? 0);
  const isOutdated = !row.seen || (row.updated < wanted && !row.oneVersion);
  if (row.paused) {
    return [paused(row, isOutdated, progressing?.since)];
  }
  if (!isOutdated || row.desired === 0) {
    return [];
  }
  return row.onDelete
    ? [
        {
          rule: 'workload-paused',
          text: `${row.name} keeps old pods until somebody deletes them: its strategy is OnDelete`,
        },
      ]
    : [
        {
          rule: 'workload-rolling',
          text: `${row.name} is being rolled out: ${row.updated} of ${counted(wanted, 'pod')} are new`,
          since: newestSince,
        },
      ];
}

function paused(row: ReplicatedRow, isOutdated: boolean, since: string | undefined): Part {
  return isOutdated
    ? { rule: 'workload-paused', text: `${row.name} is paused: its new version waits`, since }
    : {
        rule: 'workload-paused',
        state: 'healthy',
        severity: 5,
        text: `${row.name} is paused: changes would wait`,
        since,
      };
}

function readRolloutPhase(row: ReplicatedRow, newestSince: string | undefined): Part[] {
  if (row.phase === 'Degraded') {
    const text = because(`${row.name} is degraded`, row.message);
    return [{ rule: 'rollout-degraded', text, since: degradedSince(row) }];
  }
  if (row.phase === 'Paused' || row.paused) {
    return [
      { rule: 'workload-paused', text: `${row.name} waits: its rollout is paused`, since: row.pausedSince },
    ];
  }
  const text = because(`${row.name} is being rolled out`, row.message);
  return row.phase === 'Progressing' ? [{ rule: 'workload-rolling', text, since: newestSince }] : [];
}

/** The controller makes the phase of these, in this order (argo-rollouts, utils/rollout/rolloututil.go). */
function degradedSince(row: ReplicatedRow): string | undefined {
  const told = [condition(row, 'InvalidSpec'), condition(row, 'Progressing')];
  return told.find(one => one && (one.status === 'True') === (one.type === 'InvalidSpec'))?.since;
}

function readRisks(row: ReplicatedRow): Part[] {
  const misplaced = row.misplaced ?? 0;
  return [
    ...(row.kind !== 'DaemonSet' && row.desired === 1
      ? [{ rule: 'one-replica' as const, text: `${row.name} has one replica: no redundancy` }]
      : []),
    ...(misplaced > 0
      ? [
          {
            rule: 'daemons-misplaced' as const,
            text: `${row.name} runs on ${counted(misplaced, 'node')} where it should not`,
          },
        ]
      : []),
  ];
}

/** How many of its pods are available: of a workload that is as it should be, all that is said. */
export function availableWords({ name, available, desired }: ReplicatedRow): string {
  return `${available} of ${counted(desired, 'pod')} of ${name} ${verb(desired, 'is', 'are')} available`;
}
