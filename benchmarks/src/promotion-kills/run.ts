import { isEnded, type PromotionRequest } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import { claim, sleep } from '../measure';
import { portalPid, setting } from '../setting';
import { PauseEnds } from './PauseEnds';
import { Voter } from './Voter';

// The portal's process is killed (SIGKILL) while promotions are between their last vote and their outcome, started again,
// and asked what became of each. Every kill cuts many promotions, each another time after its vote.
//   npm run bench -- promotion-kills [kills] [promotions that each cuts]
const kills = Number(process.argv[2] ?? 9);
const cutByEach = Number(process.argv[3] ?? 12);
/** Every second kill comes while the controller has missed the write (1.9.2) and is being nudged. */
const NUDGED = 2;
const WRITE_MS: [number, number] = [0, 1_500];
const NUDGE_MS: [number, number] = [2_500, 10_000];
/** A dead process is believed dead after twenty seconds; then it is looked, watched and nudged. */
const OUTCOME_MS = 180_000;

const endpointsSchema = z.object({ adminKubeconfig: z.string() });
const { portal, sandbox, token, pidFile } = setting();
const voter = new Voter(portal, token);

async function missWrites(writes: number) {
  const body = JSON.stringify({ target: 'cluster:fleet-01', fault: 'ignored-writes', writes });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox}/scenario/inject`, { method: 'POST', headers, body });
  if (!answer.ok) {
    throw new RangeError(await answer.text());
  }
}

/** Votes so that the kill comes at another moment after each; answers the state in which each was found afterwards. */
async function kill(requests: PromotionRequest[], [from, to]: [number, number]): Promise<string[]> {
  const late = requests.map((_, index) => from + ((index + Math.random()) / requests.length) * (to - from));
  const votes = requests.map(async (request, index) => {
    await sleep(to - (late[index] ?? 0));
    // Whether it arrived is seen afterwards.
    await voter.vote(request).catch(() => undefined);
  });
  await sleep(to);
  process.kill(portalPid(pidFile), 'SIGKILL');
  await Promise.all(votes);
  return Promise.all(requests.map(async ({ id }) => (await voter.read(id)).state));
}

/** What a person does who finds it as it is: votes where the vote was lost, presses Go where nothing was sent. */
async function bringOn({ id }: PromotionRequest): Promise<PromotionRequest> {
  const end = performance.now() + OUTCOME_MS;
  for (;;) {
    const request = await voter.read(id);
    if (isEnded(request.state) || performance.now() > end) {
      return request;
    }
    if (request.state === 'waiting') {
      await voter.vote(request).catch(() => undefined);
    } else if (request.state === 'approved' && request.heldBy !== undefined) {
      await voter.go(request).catch(() => undefined);
    }
    await sleep(500);
  }
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  words.forEach(word => counts.set(word, (counts.get(word) ?? 0) + 1));
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

async function allWaiting(): Promise<PromotionRequest[]> {
  for (;;) {
    const waiting = (await voter.waiting()).filter(({ rollout }) => rollout.cluster === 'fleet-01');
    if (waiting.length >= kills * cutByEach) {
      return waiting;
    }
    await sleep(1_000);
  }
}

async function main() {
  const { adminKubeconfig } = endpointsSchema.parse(await (await fetch(`${sandbox}/endpoints`)).json());
  const ends = new PauseEnds(adminKubeconfig, 'fleet');
  const waiting = await allWaiting();
  const outcomes: PromotionRequest[] = [];
  for (let number = 1; number <= kills; number += 1) {
    const requests = waiting.splice(0, cutByEach);
    const isNudged = number % NUDGED === 0;
    await (isNudged ? missWrites(cutByEach) : undefined);
    const found = await kill(requests, isNudged ? NUDGE_MS : WRITE_MS);
    outcomes.push(...(await Promise.all(requests.map(bringOn))));
    const phase = isNudged ? 'while it nudges' : 'around the write';
    console.log(`kill ${number}, ${phase}: found ${counted(found)}`);
  }
  await report(outcomes, ends);
  ends.stop();
}

async function report(outcomes: readonly PromotionRequest[], ends: PauseEnds) {
  const recorded = await voter.recorded('promoted');
  const patches = outcomes.map(({ rollout }) => ends.patched.get(rollout.name) ?? []);
  const isOnce = outcomes.map(
    ({ revision }, index) => patches[index]?.length === 1 && patches[index][0] === revision,
  );
  const told = outcomes.map(({ id }) => recorded.filter(one => one === id).length);
  const { valid, entries } = await voter.verification();
  console.log(
    `${outcomes.length} promotions cut by ${kills} kills: ${counted(outcomes.map(({ state }) => state))}`,
  );
  console.log(`effective patches of each: ${counted(patches.map(({ length }) => `× ${length}`))}`);
  console.log(`the ledger: ${entries} entries`);
  claim('exactly one effective patch each, of the revision that was voted for', isOnce.every(Boolean));
  claim(
    'one outcome each, in the ledger',
    told.every(count => count === 1),
  );
  claim(
    'and it is what the cluster has',
    outcomes.every(({ rollout, revision }) => ends.stable(rollout.name) === revision),
  );
  claim('the ledger verifies', valid);
}

void main();
