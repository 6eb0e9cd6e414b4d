import { sleep } from '../measure';
import type { Lane } from './Lane';
import type { Race } from './races';
import type { Target } from './Target';
import type { Told, Writer } from './writers';

/** How long a write may stay without effect before it has to be named. */
const REACTION = 15_000;
/** What this machine may be late by, in its own time: everything runs on it. */
const LATE = 1_000;

/** What became of one promotion. */
export interface Result {
  race: Race;
  told: Told;
  /** A revision that nobody approved got users. */
  wrongRevision: boolean;
  /** It was said to be live and was not, or not to be and was. */
  untrue: boolean;
  /** It was accepted, nothing came of it, and nobody was told so in time. */
  lost: boolean;
  /** From the click to the answer, in the time of the cluster. */
  milliseconds: number;
}

/** Image A waits, a person clicks, somebody else does something; what the Service did is what counts. */
export async function run(race: Race, writer: Writer, lane: Lane, target: Target): Promise<Result> {
  const id = `race-${race.number}`;
  const seen = await lane.waiting(await lane.push(`a${race.number}`));
  lane.served.clear();
  const scaled = (milliseconds: number) => milliseconds / target.speed;
  const disturb = sleep(scaled(race.disturbedAfter)).then(() => disturbed(race, lane));
  await sleep(scaled(race.clickedAfter));
  if (race.missed) {
    target.missNext?.();
  }
  const clicked = performance.now();
  const told = await writer.promote(lane, seen, id);
  const answered = performance.now();
  await lane.ask(seen.revision);
  await disturb;
  const wasLive = await liveInTime(lane, seen.revision, told, target);
  const others = [...lane.served].filter(hash => hash !== seen.revision);
  const result = {
    race,
    told,
    milliseconds: (answered - clicked) * target.speed,
    wrongRevision: others.length > 0,
    untrue: (told.said === 'live' && !wasLive) || (told.said === 'not-live' && !told.sent && wasLive),
    lost: told.sent && !wasLive && isNeverNamed(told, answered, target),
  };
  await lane.calm();
  return result;
}

async function disturbed({ disturbance, number }: Race, lane: Lane): Promise<void> {
  if (disturbance === 'new-image') {
    await lane.push(`b${number}`);
  }
  if (disturbance === 'pause') {
    await lane.hands.patch(lane.path, { spec: { paused: true } });
  }
  if (disturbance === 'scale') {
    await lane.hands.patch(lane.path, { spec: { replicas: 1 + (number % 2) } });
  }
}

/** Whether the revision got users: whoever said so at once is given fifteen seconds for it to be true. */
async function liveInTime(lane: Lane, revision: string, told: Told, { speed }: Target): Promise<boolean> {
  const settle = told.sent && told.said === 'live' ? REACTION : 1_500;
  const end = performance.now() + settle / speed;
  while (performance.now() < end && !lane.served.has(revision)) {
    await sleep(5);
  }
  await sleep(1_000 / speed);
  return lane.served.has(revision);
}

function isNeverNamed({ said, sentAt = 0 }: Told, answered: number, { speed }: Target): boolean {
  return said === 'live' || answered - sentAt > REACTION / speed + LATE;
}
