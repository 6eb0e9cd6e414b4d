import { z } from 'zod';
import type { ObjectApi } from '../../kubernetes/types';
import { type ServicePlan } from './services';

/** How a person who looks at `kubectl get` would call it. */
export type Standing = 'healthy' | 'progressing' | 'waiting' | 'broken';

const rolloutStatus = z.object({ status: z.object({ phase: z.string().optional() }).optional() });
const podStatus = z.object({
  status: z.object({
    containerStatuses: z
      .array(
        z.object({
          restartCount: z.number().optional(),
          state: z.object({ waiting: z.object({ reason: z.string() }).optional() }).optional(),
        }),
      )
      .optional(),
  }),
});

/** Reads a rollout as a person does: its phase, and whether its pods keep crashing meanwhile. */
export function standingOf(api: ObjectApi, { namespace, name }: ServicePlan): Standing {
  const rollout = rolloutStatus.safeParse(api.get({ resource: 'rollouts.argoproj.io', namespace, name }));
  const phase = rollout.success ? rollout.data.status?.phase : undefined;
  if (phase === 'Degraded') return 'broken';
  if (phase === 'Paused') return 'waiting';
  if (hasCrashingPod(api, namespace, name)) return 'broken';
  return phase === 'Healthy' ? 'healthy' : 'progressing';
}

function hasCrashingPod(api: ObjectApi, namespace: string, name: string): boolean {
  return api.list('pods', { namespace, labelSelector: `app.kubernetes.io/name=${name}` }).some(pod => {
    const read = podStatus.safeParse(pod);
    const containers = read.success ? (read.data.status.containerStatuses ?? []) : [];
    return containers.some(
      ({ restartCount = 0, state }) => restartCount > 0 || state?.waiting?.reason === 'CrashLoopBackOff',
    );
  });
}
