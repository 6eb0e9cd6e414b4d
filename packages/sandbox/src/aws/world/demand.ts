import type { DemandPlan } from './plans';
import { chance, waver } from './noise';

const minute = 60_000;
const hour = 3_600_000;
const day = 24 * hour;

/** What is asked of a database at a moment, 1 being what it was sized for: the same for the same key and moment. */
export function demandAt({ mean, peakHour, swing }: DemandPlan, key: number, moment: number): number {
  const daily = Math.cos((2 * Math.PI * (moment / hour - peakHour)) / 24);
  const weekday = new Date(moment).getUTCDay();
  const weekly = weekday === 0 || weekday === 6 ? 0.8 : 1;
  const drift = 0.08 * waver(key, moment / (17 * minute)) + 0.05 * waver(key ^ 0x51, moment / (3 * minute));
  const jitter = 0.04 * (2 * chance(key ^ 0x77, Math.floor(moment / minute)) - 1);
  return Math.max(0.02, mean * weekly * (1 + swing * daily + drift + jitter) + rush(key, moment));
}

/** One hour in twenty has ten minutes in which a campaign or a crawler comes. */
function rush(key: number, moment: number): number {
  const slot = Math.floor(moment / hour);
  if (chance(key ^ 0x3c, slot) > 0.05) return 0;
  const begin = (10 + 30 * chance(key ^ 0x3d, slot)) * minute;
  const into = (moment % hour) - begin;
  if (into < 0 || into > 10 * minute) return 0;
  return 0.35 * Math.sin((Math.PI * into) / (10 * minute));
}

export const dayMilliseconds = day;
