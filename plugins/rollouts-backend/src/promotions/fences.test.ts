import { MemoryPromotionStore } from './__testUtils__/MemoryPromotionStore';
import { vera, viktor } from './__testUtils__/oneReplica';
import { Replica } from './__testUtils__/Replica';
import { ScriptedWriter } from './__testUtils__/ScriptedWriter';
import { VirtualTime } from './__testUtils__/VirtualTime';
import { World } from './__testUtils__/World';

const observedAt = '2026-11-21T10:00:00Z';
const silent = { kind: 'unknown', why: 'The controller did not react', observedAt } as const;
const another = { kind: 'superseded', by: 'another world', sent: false, observedAt } as const;
const live = { kind: 'done', text: 'r2 is live', observedAt } as const;

/** Two replicas before a preview that has its votes; the first one's process sends. */
async function twoReplicas() {
  const time = new VirtualTime();
  const world = new World(time);
  world.push('r2');
  world.reconcile();
  const store = new MemoryPromotionStore(time.database);
  const writers = [new ScriptedWriter(), new ScriptedWriter()] as const;
  const [first, second] = writers.map(
    writer => new Replica({ world, time, store, options: { writer, requestsByPortal: true } }),
  );
  await first?.promotions.start();
  await time.advance(3_000);
  const stored = () => {
    const [only] = store.all();
    if (!only) {
      throw new ReferenceError('there is no request');
    }
    return only;
  };
  const request = () => stored().request;
  const { id, etag } = request();
  for (const who of [vera, viktor]) {
    await first?.promotions.vote(who, id, { vote: 'approve', reason: '', seen: etag });
  }
  await time.advance(0);
  return { time, store, first, second, writers, id, stored, request };
}

/** What the ledger says from the sending on. */
function after(store: MemoryPromotionStore) {
  const kinds = store.lines.map(({ kind }) => kind);
  return kinds.slice(kinds.indexOf('executing'));
}

it('what a process saw that stood still is no outcome once another has taken the request over', async () => {
  const { time, store, second, writers, stored, request } = await twoReplicas();
  const [stoodStill, wentOn] = writers;
  await stoodStill.performed[0]?.options?.beforeSending();
  const { execution, ...held } = stored();
  await store.save({ next: { ...held, execution: { ...execution, heartbeatAt: 0 } }, lines: [] });
  await second?.promotions.start();
  await time.advance(1_500);
  expect(request()).toMatchObject({ state: 'executing' });
  expect(wentOn.found).toHaveLength(1);

  stoodStill.performed[0]?.answer(another);
  await time.advance(0);
  expect(request()).toMatchObject({ state: 'executing' });
  wentOn.found[0]?.answer(live);
  await time.advance(0);
  expect(request()).toMatchObject({ state: 'promoted', outcome: { text: 'r2 is live' } });
  expect(after(store)).toEqual(['executing', 'sending', 'taken-over', 'promoted']);
});

it('what was found of one attempt is no outcome of the next', async () => {
  const { time, store, first, second, writers, id, request } = await twoReplicas();
  const [sender, looker] = writers;
  sender.performed[0]?.answer(silent);
  await second?.promotions.start();
  await time.advance(6_000);
  // Both replicas look; the second one's look takes long.
  sender.found[0]?.answer({ kind: 'nothing-sent' });
  await time.advance(0);
  expect(request()).toMatchObject({ state: 'approved', heldBy: 'Nothing was sent: press Go to send it' });
  await first?.promotions.execute(vera, id, { breakGlass: false });
  await time.advance(0);
  await sender.performed[1]?.options?.beforeSending();
  sender.performed[1]?.answer(silent);
  await time.advance(0);
  expect(request()).toMatchObject({ state: 'unknown' });

  expect(looker.found).toHaveLength(1);
  looker.found[0]?.answer({ kind: 'nothing-sent' });
  await time.advance(0);
  expect(request()).toMatchObject({ state: 'unknown', outcome: { text: silent.why } });
  expect(after(store)).toEqual(['executing', 'unknown', 'not-sent', 'go', 'executing', 'sending', 'unknown']);
});
