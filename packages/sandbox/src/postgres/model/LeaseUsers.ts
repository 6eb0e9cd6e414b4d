import type { AppPlan } from './DatabasePlan';

/** How long connections of an old user are seen beside those of the next, in seconds. */
export const overlapSeconds = 240;

/** A user of the database that Vault made, or one that lasts. */
export interface LeaseUser {
  name: string;
  /** Role of Vault it was made by. */
  role: string;
  /** Who asked for it and holds connections by it; absent: nobody does. */
  holder?: string;
  /** Sandbox seconds at which it was made. */
  since: number;
  /** Until when it may sign in, as Vault sets it: the end of the lease and five seconds. */
  until?: number;
}

/** The users by which an application is connected: the newest first, and the one before until it has gone. */
export function usersOf(app: AppPlan, made: readonly LeaseUser[]): LeaseUser[] {
  if (app.user !== undefined) return [{ name: app.user, role: app.role, since: -90 * 86_400 }];
  return made.filter(({ role, holder }) => role === app.role && holder !== undefined);
}
