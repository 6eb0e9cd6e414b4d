import type { CephBlockPoolRow, CephClusterRow } from '@greenroom/cluster-access';
import type { CephCheck } from '@greenroom/plugin-cluster-health-common';
import { CEPH } from '../about';
import { type Finding, found, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, instant, MINUTE } from '../time';
import { because, counted, listed, quoted } from '../words';

/** Rook asks every minute unless `spec.healthCheck` says otherwise. */
const SILENCE = 10 * MINUTE;

/** A pool is made in less. */
const MAKING_LIMIT = 10 * MINUTE;

/** Checks by which Ceph says that some data can be neither read nor written, though to Ceph that is a warning. */
const unreachableChecks: ReadonlySet<string> = new Set(['PG_AVAILABILITY', 'OSD_ROOT_DOWN']);

/** Checks by which Ceph says that it is, or soon will be, full (docs.ceph.com/en/latest/rados/operations/health-checks/). */
const fullChecks: ReadonlySet<string> = new Set([
  'OSD_FULL',
  'OSD_BACKFILLFULL',
  'OSD_NEARFULL',
  'POOL_FULL',
  'POOL_NEAR_FULL',
  'POOL_NEARFULL',
  'POOL_BACKFILLFULL',
  'MON_DISK_LOW',
  'MON_DISK_CRIT',
]);

/** `mon_osd_nearfull_ratio`: from here on Ceph warns itself, for one disk; together it is as bad. */
const NEARLY_FULL = 0.85;

const aboutOf = ({ namespace }: { namespace: string }) => ({ part: [CEPH], namespace: [namespace] });

type Part = Omit<Finding, 'object' | 'about'>;

/** What Ceph says of itself, what Rook says of it, and whether either still speaks. */
export function readCephCluster(cluster: CephClusterRow, now: number): Reading {
  const checkedAt = instant(cluster.checkedAt);
  const object = linkTo('CephCluster', cluster);
  const about = aboutOf(cluster);
  if (checkedAt !== undefined && now - checkedAt >= SILENCE) {
    const text = `how Ceph is (${cluster.name}) can not be told: Rook has not heard from it`;
    return found({ rule: 'ceph-silent', text, since: cluster.checkedAt, object, about });
  }
  const parts = [...setUp(cluster), ...(unanswered(cluster) ?? health(cluster)), ...space(cluster)];
  const readings = parts.map(part => found({ ...part, object, about }));
  return together([
    ...readings,
    { findings: [], ...(checkedAt !== undefined && { until: checkedAt + SILENCE }) },
  ]);
}

/** What Rook fails at keeps its phase, and the condition of that phase becomes false; old versions told `Failure`. */
function setUp({ name, phase, message, conditions }: CephClusterRow): Part[] {
  const condition = conditions.find(({ type }) => type === phase);
  if (phase === 'Failure' || condition?.status === 'False') {
    const text = because(`Rook can not set up Ceph (${name})`, message);
    return [{ rule: 'ceph-failure', text, since: condition?.since }];
  }
  return phase === 'Progressing' || phase === 'Connecting'
    ? [
        {
          rule: 'ceph-failure',
          state: 'progressing',
          severity: 9,
          text: because(`Rook sets up Ceph (${name})`, message),
        },
      ]
    : [];
}

/** As what Rook tells, among Ceph's own checks and as `HEALTH_ERR`, that it asked Ceph in vain. */
const UNANSWERED = 'error';

function unanswered({ name, checks }: CephClusterRow): Part[] | undefined {
  const check = checks[UNANSWERED];
  const what = `how Ceph is (${name}) can not be told: Rook asked in vain`;
  return check && [{ rule: 'ceph-silent', text: because(what, check.message) }];
}

/** The worst first. */
export function checksOf({ checks }: CephClusterRow): CephCheck[] {
  const read = Object.entries(checks).map(([name, { severity, message }]): CephCheck => ({
    name,
    severity: severity === 'HEALTH_WARN' ? 'warning' : 'error',
    message: quoted(message ?? name),
  }));
  return read.sort(
    (a, b) => a.severity.localeCompare(b.severity, 'en') || a.name.localeCompare(b.name, 'en'),
  );
}

function health(cluster: CephClusterRow): Part[] {
  const { health: state, changedAt } = cluster;
  if (state === undefined || state === 'HEALTH_OK') {
    return [];
  }
  const { by, ...said } = saidBy(cluster);
  const isDecisive = ({ name }: CephCheck) => by?.has(name) === true;
  const checks = checksOf(cluster).sort((a, b) => Number(isDecisive(b)) - Number(isDecisive(a)));
  const why = listed(checks.map(({ message }) => message));
  return [{ ...said, text: because(said.text, why), since: changedAt }];
}

interface Said {
  rule: 'ceph-error' | 'ceph-full' | 'ceph-warning';
  text: string;
  /** The checks that make it so. */
  by?: ReadonlySet<string>;
}

/** The worst of what Ceph says at once. */
function saidBy({ health: state, name, checks }: CephClusterRow): Said {
  const says = (some: ReadonlySet<string>) => Object.keys(checks).some(check => some.has(check));
  if (state === 'HEALTH_ERR') {
    return { rule: 'ceph-error', text: `Ceph (${name}) is in error` };
  }
  if (says(unreachableChecks)) {
    const text = `Ceph (${name}) can not reach some of its data`;
    return { rule: 'ceph-error', text, by: unreachableChecks };
  }
  const text = `Ceph (${name}) warns`;
  return says(fullChecks) ? { rule: 'ceph-full', text, by: fullChecks } : { rule: 'ceph-warning', text };
}

function space({ name, totalBytes = 0, usedBytes = 0, checks }: CephClusterRow): Part[] {
  const share = totalBytes > 0 ? usedBytes / totalBytes : 0;
  const isSaid = Object.keys(checks).some(check => fullChecks.has(check));
  return share >= NEARLY_FULL && !isSaid
    ? [{ rule: 'ceph-full', text: `Ceph (${name}) is ${Math.floor(share * 100)} % full` }]
    : [];
}

/** What is wrong with a pool. */
export function readCephBlockPool(pool: CephBlockPoolRow, now: number): Reading {
  const object = linkTo('CephBlockPool', pool);
  const about = aboutOf(pool);
  if (pool.phase === 'Failure') {
    return found({ rule: 'ceph-failure', text: `Rook can not set up pool ${pool.name}`, object, about });
  }
  if (pool.phase === undefined || pool.phase === 'Progressing') {
    const { lasted, until } = hasLasted(pool.createdAt, MAKING_LIMIT, now);
    const making: Part = lasted
      ? { rule: 'ceph-pool-pending', text: `Rook has not made pool ${pool.name}` }
      : {
          rule: 'ceph-pool-pending',
          state: 'progressing',
          severity: 9,
          text: `Rook makes pool ${pool.name}`,
        };
    return found({ ...making, since: pool.createdAt, object, about }, until);
  }
  if (pool.replicas === 1) {
    const text = `pool ${pool.name} keeps ${counted(1, 'copy', 'copies')} of everything: no redundancy`;
    return found({ rule: 'ceph-one-copy', text, object, about });
  }
  return NOTHING;
}
