import { chance } from './chance';
import type { Backend } from './Backend';
import type { AppPlan } from './DatabasePlan';
import { type LeaseUser, overlapSeconds, usersOf } from './LeaseUsers';
import type { Moments } from '../../clock/Moments';

/** Seconds that one connection of a pool lives, and one of its states lasts. */
const lifeSeconds = 1_500;
const stateSeconds = 5;

interface Setting {
  seed: number;
  moments: Moments;
  isBusy: boolean;
  /** Users that Vault made, the newest first. */
  made: readonly LeaseUser[];
}

/**
 * The connections of an application at this moment: more of them when there is more to do, each ended and made anew after a
 * while, those of an old lease going one by one.
 */
export function appBackends(app: AppPlan, index: number, setting: Setting): Backend[] {
  const { seed, moments, made } = setting;
  const now = moments.now();
  const [current, old] = usersOf(app, made);
  const [fewest, most] = app.connections;
  const wave = (1 + Math.sin(now / 420 + index * 2)) / 2;
  // Without a user nobody is connected.
  if (!current) return [];
  const count = setting.isBusy ? Math.round(fewest + (most - fewest) * wave) : fewest;
  const leaving = old ? 1 - (now - current.since) / overlapSeconds : 0;
  return Array.from({ length: count }, (_unused, slot) => {
    const isOld = slot / count < leaving;
    const user = isOld && old ? old : current;
    const offset = chance(seed, app.role, slot) * lifeSeconds;
    const life = Math.floor((now + offset) / lifeSeconds);
    const since = Math.max(life * lifeSeconds - offset, user.since);
    return { ...backend(app, slot, { ...setting, index, life }), user: user.name, since };
  });
}

function backend(
  app: AppPlan,
  slot: number,
  { seed, moments, isBusy, index, life }: Omit<Setting, 'made'> & { index: number; life: number },
): Backend {
  const now = moments.now();
  const shift = chance(seed, app.role, slot, 'turn') * stateSeconds;
  const turn = Math.floor((now + shift) / stateSeconds);
  const dice = chance(seed, app.role, slot, turn);
  const statement = app.statements[Math.floor(dice * 997) % app.statements.length] ?? 'SELECT 1';
  const stateSince = Math.min(now, turn * stateSeconds - shift + dice);
  return {
    pid: 4_000 + index * 1_000 + slot + (Math.abs(life) % 90) * 10,
    backendType: 'client backend',
    database: app.database,
    application: app.application,
    client: { address: `10.42.${index + 1}.17`, port: 40_000 + index * 500 + slot },
    since: now,
    stateSince,
    statementSince: stateSince,
    ...stateOf(isBusy ? dice : 0, stateSince),
    statement,
  };
}

function stateOf(dice: number, since: number): Partial<Backend> {
  if (dice > 0.9) return { state: 'active', transactionSince: since };
  if (dice > 0.86)
    return { state: 'idle in transaction', transactionSince: since, wait: ['Client', 'ClientRead'] };
  return { state: 'idle', wait: ['Client', 'ClientRead'] };
}
