import type { Verdict } from '@greenroom/plugin-portal-common';
import { type Application, runningWords, shortCommit } from '@greenroom/plugin-delivery-common';

/** All that a verdict is made of. */
export type Read = Omit<Application, 'verdict' | 'sentence'> & { errors: readonly string[] };

interface Finding {
  state: Verdict['state'];
  text: string;
}
type Rule = (read: Read) => Finding | undefined;

/** The first that has something to say decides. Health comes late: `Healthy` is said also of what Argo CD can not read. */
const rules: readonly Rule[] = [
  ({ deleting }) => (deleting ? { state: 'progressing', text: 'Argo CD is deleting it' } : undefined),
  running,
  settling,
  ({ errors: [error] }) => (error ? { state: 'degraded', text: error } : undefined),
  ({ sync }) =>
    sync.state === 'unknown'
      ? { state: 'unknown', text: sync.why[0] ?? 'Argo CD can not tell whether it is in sync' }
      : undefined,
  failedSync,
  unhealthy,
  outOfSync,
  ({ health }) =>
    health.state === 'progressing'
      ? { state: 'progressing', text: health.message ?? 'What was deployed is coming up' }
      : undefined,
  ({ health }) =>
    health.state === 'suspended'
      ? { state: 'waiting', text: health.message ?? 'What was deployed waits for somebody to let it go on' }
      : undefined,
  ({ health }) =>
    health.state === 'unknown' || health.state === 'missing'
      ? { state: 'unknown', text: health.message ?? 'Argo CD does not say how what was deployed is' }
      : undefined,
];

/** How an Application is, with its reasons, and in a sentence. */
export function judge(read: Read): Pick<Application, 'verdict' | 'sentence'> {
  const found = rules.map(rule => rule(read)).find(finding => finding !== undefined);
  const { state, text } = found ?? { state: 'healthy', text: inSync(read) };
  const more = read.sync.why.filter(why => why !== text);
  const notes = state === 'healthy' ? failureNote(read) : more;
  return { verdict: { state, reasons: [text, ...notes].map(one => ({ text: one })) }, sentence: text };
}

function running(read: Read): Finding | undefined {
  const text = runningWords(read);
  return text === undefined ? undefined : { state: 'progressing', text };
}

function settling({ operation }: Read): Finding | undefined {
  return operation?.state === 'settling'
    ? { state: 'progressing', text: 'The sync has ended; Argo CD has not compared what runs with git since' }
    : undefined;
}

function failedSync({ sync, operation }: Read): Finding | undefined {
  return sync.state === 'out-of-sync' && operation?.state === 'failed'
    ? { state: 'degraded', text: `The last sync failed: ${operation.message ?? 'Argo CD does not say why'}` }
    : undefined;
}

function unhealthy({ health, history }: Read): Finding | undefined {
  if (health.state === 'degraded') {
    return { state: 'degraded', text: health.message ?? 'Argo CD calls what was deployed degraded' };
  }
  return health.state === 'missing' && history.length > 0
    ? { state: 'degraded', text: health.message ?? 'Something that was deployed is missing' }
    : undefined;
}

/** What Argo CD syncs by itself is on its way, unless somebody changed what runs and nothing takes that back. */
function outOfSync({ sync, automated, selfHeal, desired, live }: Read): Finding | undefined {
  if (sync.state !== 'out-of-sync') {
    return undefined;
  }
  const isBehind = desired?.sha !== live?.commit.sha;
  if (automated && (isBehind || selfHeal)) {
    return { state: 'progressing', text: 'Not in sync; Argo CD will sync it by itself' };
  }
  return {
    state: 'waiting',
    text:
      isBehind && desired
        ? `Waits to be synced to ${shortCommit(desired.sha)}`
        : 'What runs is not what git has',
  };
}

function inSync({ desired, live }: Read): string {
  if (!live) {
    return 'In sync';
  }
  const at = shortCommit(live.commit.sha);
  return desired && desired.sha !== live.commit.sha
    ? `In sync: ${at} is live, and nothing here has changed up to ${shortCommit(desired.sha)}`
    : `In sync: ${at} is live`;
}

function failureNote({ operation }: Read): string[] {
  return operation?.state === 'failed'
    ? [`The last operation failed: ${operation.message ?? 'no reason is given'}`]
    : [];
}
