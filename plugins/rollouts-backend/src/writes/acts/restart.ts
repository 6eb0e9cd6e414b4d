import { z } from 'zod';
import { type Act, type ActOptions, end, type Plan, type Standing, supersededBy, turnedTo } from '../Act';
import type { WriterClock } from '../clock';
import { asRead, type Test, unseen } from '../guard';
import { type Look, rolloutRefOf } from '../Look';
import { isObserved } from '../rolloutObject';
import type { Restart, Seen } from '../RolloutWriter';

const FIELD_MANAGER = 'greenroom';

const answerSchema = z.object({
  metadata: z.object({
    managedFields: z
      .array(z.object({ manager: z.string().optional(), time: z.string().optional() }))
      .default([]),
  }),
});

/** Replaces every pod that is older than now, a few at a time. `sent`: what another process may have written. */
export function restart(options: ActOptions, clock: WriterClock, sent?: Restart): Act {
  let written = sent;
  return {
    quiet: 'hoped',
    async plan(look) {
      const guard = guardOf(look);
      const refused = whyNot(look, options.seen);
      if (refused) {
        return refused;
      }
      const at = (await clusterTime(options, guard)) ?? wholeSeconds(clock.now());
      const before = look.rollout.spec.restartAt ?? undefined;
      written = { at, ...(before !== undefined && { before }) };
      const change = { op: 'add' as const, path: '/spec/restartAt', value: at };
      return { kind: 'write', preconditions: guard, change: [change], restart: written };
    },
    standing: look => standing(look, options.seen, written),
  };
}

function whyNot({ rollout }: Look, seen: Seen): Plan | undefined {
  const { metadata, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  return status.currentPodHash === seen.revision ? undefined : turnedTo(status.currentPodHash);
}

function guardOf({ rollout: { metadata, spec, status } }: Look): Test[] {
  return [
    asRead('/metadata/uid', metadata.uid),
    asRead('/status/currentPodHash', status.currentPodHash),
    asRead('/spec/restartAt', spec.restartAt),
  ];
}

/**
 * The cluster's own time, which the pods' ages are held against: an hour's difference to ours would restart nothing, or
 * an hour later. The API server tells it by what it would have noted had it stored a write.
 */
async function clusterTime(
  { subject, requestId }: ActOptions,
  preconditions: Test[],
): Promise<string | undefined> {
  const answer = await subject.cluster.guardedPatch({
    ref: rolloutRefOf(subject.ref),
    preconditions,
    change: [{ op: 'add', path: '/spec/restartAt', value: '1970-01-01T00:00:00Z' }],
    requestId,
    dryRun: true,
  });
  const parsed = answerSchema.safeParse(answer);
  const times = (parsed.data?.metadata.managedFields ?? [])
    .filter(({ manager }) => manager === FIELD_MANAGER)
    .flatMap(({ time }) => time ?? []);
  return times.sort().at(-1);
}

function wholeSeconds(now: Date): string {
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}

function standing({ rollout, objects }: Look, seen: Seen, written: Restart | undefined): Standing {
  const { metadata, spec, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (written === undefined) {
    return { kind: 'moving', text: 'Nobody can tell whose restart it is' };
  }
  const { at: restartAt } = written;
  if (spec.restartAt !== restartAt) {
    return (spec.restartAt ?? undefined) === written.before
      ? { kind: 'untouched' }
      : supersededBy(`another restart, at ${spec.restartAt ?? 'no time'}`, {
          did: 'restarted',
          revision: seen.revision,
        });
  }
  if (status.restartedAt === restartAt) {
    return end({ kind: 'done', text: `Every pod is newer than ${restartAt}` });
  }
  if (!isObserved(rollout)) {
    return { kind: 'ignored', nudge: unseen(rollout) };
  }
  const pods = (objects?.replicaSets ?? []).flatMap(({ uid }) => objects?.podsOf(uid) ?? []);
  const newer = pods.filter(({ createdAt }) => createdAt !== undefined && createdAt >= restartAt).length;
  return { kind: 'moving', text: `${newer} of ${pods.length} pods are new` };
}
