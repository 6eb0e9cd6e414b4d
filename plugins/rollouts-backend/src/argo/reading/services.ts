import type { RolloutService } from '@greenroom/plugin-rollouts-common';
import type { RolloutObjects } from './scene';

/** The controller puts the hash of the revision into the selector of its Services under this label. */
const HASH_LABEL = 'rollouts-pod-template-hash';

/** The rollout's Services and where their selectors really point. */
export function readServices({ rollout, service }: RolloutObjects): RolloutService[] {
  const wanted = [
    { role: 'active', name: rollout.activeService },
    { role: 'preview', name: rollout.previewService },
  ] as const;
  return wanted.flatMap(({ role, name }) => {
    if (name === undefined) {
      return [];
    }
    const found = service(name);
    return [{ name, role, pointsAt: found?.selector[HASH_LABEL] || undefined, exists: found !== undefined }];
  });
}

/** Where the Service of a role points, if it tells. */
export function pointsAt(services: readonly RolloutService[], role: RolloutService['role']) {
  return services.find(service => service.role === role)?.pointsAt;
}
