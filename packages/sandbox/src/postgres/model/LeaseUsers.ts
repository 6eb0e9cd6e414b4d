import { letterChance } from './chance';
import type { AppPlan } from './DatabasePlan';
import type { Moments } from './Moments';

/** Seconds that a lease lasts, and how long connections of an old one are seen beside those of the next. */
export const leaseSeconds = 3_600;
export const overlapSeconds = 240;

/** A user of the database. */
export interface LeaseUser {
  name: string;
  /** Sandbox seconds at which Vault made it. */
  since: number;
  /** Until when it may sign in, as Vault sets it: the end of the lease and five seconds. */
  until?: number;
}

/** The users that Vault made for an application: the lease of now, and the one before until it has gone. */
export function leaseUsers(app: AppPlan, { seed, moments }: { seed: number; moments: Moments }): LeaseUser[] {
  if (app.user !== undefined) return [{ name: app.user, since: -90 * 86_400 }];
  const now = moments.now();
  // Leases of two applications do not end at the same time.
  const shift = app.role.length * 247;
  const current = Math.floor((now + shift) / leaseSeconds);
  const first = now + shift - current * leaseSeconds < overlapSeconds ? current - 1 : current;
  return Array.from({ length: current - first + 1 }, (_unused, index) =>
    leaseUser(app, current - index, { seed, moments, shift }),
  );
}

function leaseUser(
  { display, role }: AppPlan,
  lease: number,
  { seed, moments, shift }: { seed: number; moments: Moments; shift: number },
): LeaseUser {
  const since = lease * leaseSeconds - shift;
  const random = letterChance(seed, 20, display, role, lease);
  const unix = Math.floor(moments.stamp(since) / 1_000);
  const name = `v-${display.slice(0, 8)}-${role.slice(0, 8)}-${random}-${unix}`;
  return { name, since, until: since + leaseSeconds + 5 };
}
