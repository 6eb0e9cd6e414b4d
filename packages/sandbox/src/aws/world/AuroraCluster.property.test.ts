import fc from 'fast-check';
import { propertyRuns } from '../../__testUtils__/propertyRuns';
import { ManualClock } from '../../clock/ManualClock';
import { stacksAws } from '../../scenario/databases/accounts';
import { AwsError } from '../AwsError';
import { AwsWorld } from './AwsWorld';

const minute = 60_000;

const act = fc.oneof(
  fc.record({ kind: fc.constant('advance' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constantFrom('failover' as const, 'reboot' as const, 'delete' as const, 'rename' as const),
    member: fc.nat({ max: 2 }),
  }),
);

/** What AWS refuses changes nothing, and is no mistake here. */
function attempt(perform: () => void): void {
  try {
    perform();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

it('has one writer among its members as long as it has members, whatever is done to it', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), acts => {
      const clock = new ManualClock();
      const world = new AwsWorld({ plan: stacksAws, clock, seed: 1 });
      const region = world.region('402917760021', 'eu-central-1');
      const cluster = region.cluster('shop-aurora');
      for (const [index, each] of acts.entries()) {
        const member = 'member' in each ? cluster.members[each.member] : undefined;
        if (each.kind === 'advance') clock.advance(each.seconds * 1_000);
        else if (each.kind === 'failover') attempt(() => cluster.failover(member?.id));
        else if (member && each.kind === 'reboot') attempt(() => cluster.reboot(member));
        else if (member && each.kind === 'delete') attempt(() => region.remove(member.id));
        else if (member) region.rename(member.id, `renamed-${index}`);
        const writers = cluster.members.filter(one => one === cluster.writer);
        expect(writers).toHaveLength(Math.min(1, cluster.members.length));
      }
      clock.advance(minute);
      expect(cluster.status).toBe('available');
      expect(cluster.members.map(({ status }) => status)).toEqual(cluster.members.map(() => 'available'));
      clock.advance(4 * minute);
      const writer = { DBClusterIdentifier: 'shop-aurora', Role: 'WRITER' };
      const series = region.measurements.series('CPUUtilization', writer);
      const now = clock.now().getTime();
      const measured = series?.at(Math.floor(now / minute) * minute - 2 * minute, now)?.count;
      expect(measured).toBe(cluster.members.length === 0 ? undefined : 6);
    }),
    propertyRuns(),
  );
});
