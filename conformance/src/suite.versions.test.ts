import { run } from './run';
import { checks } from './suite';
import { sandboxTarget } from './targets/sandbox';

describe('what differs between versions of the controller', () => {
  it('holds for the newer controller too', async () => {
    const target = await sandboxTarget('1.10.1');
    const differing = ['promotions/early-retry', 'promotions/return-to-stable', 'promotions/nudge'];
    try {
      const told = await run({
        target,
        checks: checks.filter(({ id }) => differing.includes(id)),
        tools: {},
      });
      expect(told.map(({ check, outcome, why }) => [check.id, outcome, why]).sort()).toEqual(
        differing.sort().map(id => [id, 'passed', undefined]),
      );
    } finally {
      await target.stop();
    }
  }, 60_000);
});
