import { z } from 'zod';
import { NotRun } from '../Check';
import { type CheckContext, core } from '../CheckContext';
import { sleep } from '../eventually';
import type { Revision } from './Target';

const podSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  status: z.looseObject({
    conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
    containerStatuses: z.array(z.looseObject({ name: z.string() })).default([]),
  }),
});
type Pod = z.infer<typeof podSchema>;

/** Longer than a kubelet needs to write a status again. */
const REWRITTEN_MS = 2_000;

/** Writes the pods' status, which stays where kubelets are fake ones. @throws NotRun elsewhere */
export async function makeUnready(
  context: Pick<CheckContext, 'api' | 'namespace'>,
  { hash }: Revision,
): Promise<void> {
  for (const pod of await podsOf(context, hash)) {
    const path = `${core(context, 'pods', pod.metadata.name)}/status`;
    await context.api.patch(path, { status: unready(pod) }, 'strategic');
  }
  await sleep(REWRITTEN_MS);
  const again = (await podsOf(context, hash)).filter(isReady);
  if (again.length > 0) throw new NotRun('its kubelets are real: they make pods ready again');
}

async function podsOf(context: Pick<CheckContext, 'api' | 'namespace'>, hash: string): Promise<Pod[]> {
  const labelSelector = `rollouts-pod-template-hash=${hash}`;
  const pods = await context.api.list(core(context, 'pods'), { labelSelector });
  return pods.map(pod => podSchema.parse(pod));
}

function isReady({ status }: Pod): boolean {
  return status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True');
}

function unready({ status }: Pod): object {
  const state = { waiting: { reason: 'CrashLoopBackOff' } };
  return {
    conditions: ['Ready', 'ContainersReady'].map(type => ({
      type,
      status: 'False',
      reason: 'ContainersNotReady',
    })),
    containerStatuses: status.containerStatuses.map(each => ({
      ...each,
      ready: false,
      started: false,
      restartCount: 4,
      state,
    })),
  };
}
