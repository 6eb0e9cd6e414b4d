import { playBoth } from '@greenroom/plugin-rollouts-backend/testUtils';
import { claim, line } from '../measure';
import { Hands } from './Hands';
import { Lane, NAMESPACE } from './Lane';
import { Portal } from './Portal';
import { type Result, run } from './race';
import { disturbances, type Race, races } from './races';
import { realTarget, sandboxTarget, type Target } from './Target';
import { officialCli, portalWriter, type Writer } from './writers';

// A promotion races with a new image, a pause by hand or a scaling, at varied delays: what goes live, what is said of it.
//   npm run bench -- promotion-races [n] [sandbox [1.9.2|1.10.1] | real <kubeconfig> <context>]
const SEED = 20_261_121;
const LIVES_PER_RACE = 5;

async function chosenTarget([kind = 'sandbox', first, second]: string[]): Promise<Target> {
  if (kind === 'real' && first && second) {
    return realTarget(first, second);
  }
  if (kind !== 'sandbox' || (first !== undefined && first !== '1.9.2' && first !== '1.10.1')) {
    throw new RangeError('give sandbox [1.9.2|1.10.1], or real <kubeconfig> <context>');
  }
  return sandboxTarget(first ?? '1.9.2');
}

/** The model test's lives, many more than can be raced: what has its votes is written once by each hand. */
async function runModel(lives: number): Promise<number> {
  const { portal, cli } = await playBoth({ lives, seed: SEED });
  console.log(`model: ${lives} lives of a rollout as the model test makes them, seed ${SEED}`);
  for (const [name, { promoted, wrong, untrue }] of [
    [portalWriter.name, portal],
    [officialCli.name, cli],
  ] as const) {
    const told = `called promoted ${promoted}, of those never live ${untrue}`;
    console.log(`${name.padEnd(18)} wrong revision live ${wrong}; ${told}`);
  }
  return portal.wrong + portal.untrue;
}

/** All races, as many at a time as there are lanes. */
async function runAll(writer: Writer, lanes: Lane[], target: Target, all: Race[]): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...all];
  await Promise.all(
    lanes.map(async lane => {
      for (let race = waiting.shift(); race; race = waiting.shift()) {
        results.push(await run(race, writer, lane, target));
      }
    }),
  );
  return results;
}

function report({ name }: Writer, results: Result[]) {
  const count = (is: (result: Result) => boolean) => results.filter(is).length;
  const figures = {
    wrong: count(({ wrongRevision }) => wrongRevision),
    untrue: count(({ untrue }) => untrue),
    lost: count(({ lost }) => lost),
  };
  const said = (what: string) => count(({ told }) => told.said === what);
  console.log(
    `${name.padEnd(18)} ${results.length} races: wrong revision live ${figures.wrong}, reported what did not happen ${figures.untrue}, lost and not named within 15 s ${figures.lost}; said live ${said('live')}, not live ${said('not-live')}, not known ${said('not-known')}`,
  );
  for (const disturbance of disturbances) {
    const own = results.filter(({ race }) => race.disturbance === disturbance);
    const live = own.filter(({ told }) => told.said === 'live');
    const times = live.map(result => result.milliseconds);
    console.log(line(`   ${disturbance}: said live in ${live.length} of ${own.length}`, times));
    for (const [text, number] of reasons(own)) {
      console.log(`      ${number} not live: ${text}`);
    }
  }
  for (const result of results
    .filter(({ wrongRevision, untrue, lost }) => wrongRevision || untrue || lost)
    .slice(0, 5)) {
    const { race, told } = result;
    console.log(`   e.g. race ${race.number}, ${race.disturbance}: said ${told.said} (${told.text})`);
  }
  return figures;
}

/** What was said of those that are not live, most often first; without the names of revisions and times. */
function reasons(results: Result[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { told } of results.filter(({ told: { said } }) => said !== 'live')) {
    const text = told.text.replace(/\b[0-9a-f]{6}\b/g, '…').replace(/\d{4}-\S+Z/g, '…');
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, 6);
}

/** How soon a promotion of a rollout that has been quiet is on the wire: from the call to right before the write. */
async function quietWrites(lanes: Lane[], speed: number): Promise<number[]> {
  const taken: number[] = [];
  for (const lane of lanes.slice(0, 10)) {
    const seen = await lane.waiting(await lane.push('quiet'));
    await new Promise(resolve => setTimeout(resolve, 3_000 / speed + 200));
    const start = performance.now();
    await lane.promote(seen, 'quiet', async () => {
      taken.push(performance.now() - start);
    });
    await lane.calm();
  }
  return taken;
}

async function main() {
  const count = Number(process.argv[2] ?? 1000);
  const target = await chosenTarget(process.argv.slice(3));
  const hands = Hands.of(target.kubeconfig, target.context);
  const portal = await Portal.start(target);
  await hands.create('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  const tag = Date.now().toString(36);
  const lanes = Array.from(
    { length: Math.min(target.lanes, count) },
    (_, index) => new Lane(`race-${tag}-${index}`, portal, hands, target.speed),
  );
  try {
    await Promise.all(lanes.map(lane => lane.deploy()));
    console.log(`${target.name}: ${count} races each, ${lanes.length} at a time, seed ${SEED}`);
    const quiet = await quietWrites(lanes, target.speed);
    console.log(line('quiet rollout: call to write', quiet));
    const all = [...races(SEED, count)];
    const ours = report(portalWriter, await runAll(portalWriter, lanes, target, all));
    report(officialCli, await runAll(officialCli, lanes, target, all));
    const modelled = await runModel(LIVES_PER_RACE * count);
    claim('in the model nothing wrong went live or was told', modelled === 0);
    claim('no wrong revision went live', ours.wrong === 0);
    claim('nothing was reported that did not happen', ours.untrue === 0);
    claim('nothing was lost and not named', ours.lost === 0);
    claim('a quiet rollout is written within 300 ms', Math.max(...quiet) <= 300);
  } finally {
    lanes.forEach(lane => lane.close());
    await hands.delete(`/api/v1/namespaces/${NAMESPACE}`);
    await portal.stop();
    hands.close();
    await target.stop();
  }
}

void main();
