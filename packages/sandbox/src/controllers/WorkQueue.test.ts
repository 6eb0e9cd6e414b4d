import { ManualClock } from '../clock/ManualClock';
import { StatusError } from '../kubernetes';
import { WorkQueue } from './WorkQueue';

describe('WorkQueue', () => {
  let clock: ManualClock;
  let ran: string[];
  let errors: unknown[];
  let failing: unknown;
  let queue: WorkQueue;

  beforeEach(() => {
    clock = new ManualClock();
    ran = [];
    errors = [];
    failing = undefined;
    queue = new WorkQueue({
      clock,
      reconcile: key => {
        ran.push(`${key} ${clock.elapsed()}`);
        if (failing) throw failing;
      },
      onError: (_key, error) => errors.push(error),
      delay: 10,
    });
  });

  it('runs a key once however often it is added, and again when added while it runs', () => {
    queue.add('a');
    queue.add('a');
    queue.add('b');
    clock.advance(10);
    queue.add('a');
    clock.advance(10);
    expect(ran).toEqual(['a 10', 'b 10', 'a 20']);
  });

  it('runs a key later without holding back what comes before', () => {
    queue.addAfter('a', 1000);
    queue.addAfter('a', 1001);
    queue.addAfter('a', 5000);
    queue.add('a');
    clock.advance(6000);
    expect(ran).toEqual(['a 10', 'a 1010', 'a 5010']);
  });

  it('retries ever later, and reports all failures but lost races', () => {
    failing = new TypeError('broken');
    queue.add('a');
    clock.advance(1000);
    expect(errors.length).toBeGreaterThan(3);
    expect(errors.length).toBeLessThan(9);
    const tried = ran.length;
    failing = undefined;
    clock.advance(10_000);
    expect(ran).toHaveLength(tried + 1);
    errors.length = 0;
    failing = StatusError.conflict({ group: '', resource: 'pods', kind: 'Pod' }, 'a');
    queue.add('b');
    clock.advance(100);
    expect(errors).toEqual([]);
  });

  it('does nothing after it is stopped', () => {
    queue.add('a');
    queue.addAfter('a', 100);
    queue.stop();
    queue.add('b');
    clock.advance(1000);
    expect(ran).toEqual([]);
  });
});
