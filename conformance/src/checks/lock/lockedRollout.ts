import { expect } from 'expect';
import { type Answer, type Api, patchTypes } from '../../Api';
import type { CheckContext } from '../../CheckContext';
import { applyDocument, nameFor, portalAccount } from '../../documented';
import { eventually } from '../../eventually';
import { LiveRollout } from '../../rollouts/LiveRollout';
import type { RolloutPlan } from '../../rollouts/manifests';
import { refusal } from '../refusal';

export const LOCK = 'greenroom-promotion-lock';

/** A rollout under the documented lock, and the two who write to it: anybody, here the cluster's admin, and the portal. */
export interface Locked {
  rollout: LiveRollout;
  admin: Api;
  portal: Api;
}

/** A rollout whose first revision is live, locked; resolves when the server heeds the lock. */
export async function lockedRollout(context: CheckContext, plan?: Partial<RolloutPlan>): Promise<Locked> {
  const portal = await portalAccount(context);
  const rollout = await LiveRollout.deploy(context, plan);
  await applyDocument(context, 'promotion-lock.yaml');
  const { api } = context;
  await eventually(async () => {
    const probe = await patch(
      api,
      `${rollout.path}/status`,
      { status: { promoteFull: true } },
      { dryRun: true },
    );
    expect(probe.status).toBe(422);
  });
  return { rollout, admin: api, portal };
}

/** A merge patch; a list is a JSON Patch. */
export function patch(
  api: Api,
  path: string,
  body: object,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Answer> {
  const contentType = Array.isArray(body) ? patchTypes.json : patchTypes.merge;
  return api.ask({ method: 'PATCH', path, body, contentType, ...(dryRun && { query: { dryRun: 'All' } }) });
}

/** The whole answer to who may not. */
export function lockedOut(context: CheckContext, rollout: LiveRollout, why: string): object {
  const name = nameFor(context, LOCK);
  const message = `ValidatingAdmissionPolicy '${name}' with binding '${name}' denied request: ${why}`;
  const details = { name: rollout.name, group: 'argoproj.io', kind: 'rollouts', causes: [{ message }] };
  return refusal(422, 'Invalid', `rollouts.argoproj.io "${rollout.name}" is forbidden: ${message}`, details);
}
