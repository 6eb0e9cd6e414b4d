import { lazy, Suspense } from 'react';

const Badge = lazy(async () => ({ default: (await import('./WaitingBadge')).WaitingBadge }));

/** For the navigation: how many rollouts wait for this person. Loaded after the page, because it is on all of them. */
export function WaitingBadge() {
  return (
    <Suspense fallback={null}>
      <Badge />
    </Suspense>
  );
}
