import { AwsWorld } from '../../aws/world/AwsWorld';
import { snapshotsOf } from '../../aws/world/backupsOf';
import { ManualClock } from '../../clock/ManualClock';
import { StorefrontDay } from '../storefront/StorefrontDay';
import { FiveStacks } from '../stacks/FiveStacks';
import { stacksAws } from './accounts';
import { AwsDay } from './AwsDay';

const hour = 3_600_000;

function day() {
  const clock = new ManualClock();
  const world = new AwsWorld({ plan: stacksAws, clock, seed: 1 });
  const aws = new AwsDay(clock, world);
  aws.start();
  return { clock, world, aws };
}

it('fails Aurora over every twenty minutes, and says so before and after', () => {
  const { clock, world, aws } = day();
  const cluster = world.region('402917760021', 'eu-central-1').cluster('shop-aurora');
  expect(aws.agenda.next()).toMatchObject({ text: 'failover of shop-aurora', inSeconds: 300 });
  const writers = new Set<string | undefined>();
  let changes = 0;
  for (let passed = 0; passed < 2 * hour; passed += 60_000) {
    const before = cluster.writer?.id;
    clock.advance(60_000);
    writers.add(cluster.writer?.id);
    if (cluster.writer?.id !== before) changes += 1;
    expect(cluster.members).toContain(cluster.writer);
  }
  expect(changes).toBe(6);
  expect(writers.size).toBeGreaterThan(1);
  expect(
    aws.agenda.log.filter(({ text }) => /^shop-aurora fails over to shop-aurora-\d\.$/.test(text)),
  ).toHaveLength(6);
});

it('has a backup of whale fail now and then', () => {
  const { clock, world } = day();
  clock.advance(2 * hour);
  const database = world.region('730335281946', 'us-east-1').database('whale-db');
  const taken = snapshotsOf(database, clock.now().getTime()).filter(({ type }) => type === 'manual');
  expect(taken.map(({ status }) => status)).toEqual(['available', 'failed', 'available', 'available']);
});

it('stands in the agenda of the whole day', () => {
  const clock = new ManualClock();
  const scenario = new FiveStacks(clock, new StorefrontDay(clock));
  scenario.start(undefined, new AwsWorld({ plan: stacksAws, clock, seed: 1 }));
  const seen = new Set<string | undefined>();
  for (let second = 0; second < 310; second += 1) {
    seen.add(scenario.next(1)?.text);
    clock.advance(1_000);
  }
  expect([...seen]).toContain('failover of shop-aurora');
  expect(scenario.log.at(-1)?.text).toMatch(/^shop-aurora fails over|Image|scaled/);
  expect(scenario.log.some(({ text }) => text.startsWith('shop-aurora fails over'))).toBe(true);
  scenario.stop();
});
