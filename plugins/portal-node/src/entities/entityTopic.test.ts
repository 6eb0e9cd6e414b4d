import type { TopicChange, TopicHandle, TopicType } from '../topics/Topic';
import { entityTopic } from './entityTopic';

const ref = 'component:default/invoices';

/** A feature's handle, and a catalog that answers as the test says. */
function setup({ known }: { known: boolean }) {
  const rows = new Map<string, unknown>();
  const listeners = new Set<(change: TopicChange | undefined) => void>();
  const handle: TopicHandle = {
    rows: () => rows,
    sources: () => [{ id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' }],
    onChange: listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: jest.fn(),
  };
  const type: TopicType<string> = {
    name: 'service',
    parse: key => key,
    authorise: () => [],
    open: () => handle,
  };
  const answers: ((answered: boolean) => void)[] = [];
  const world = { known, refreshes: 0, patience: 0 };
  const join = {
    knows: () => world.known,
    patience: async () => void (world.patience += 1),
    refresh: () => {
      world.refreshes += 1;
      return new Promise<boolean>(resolve => answers.push(resolve));
    },
  };
  const sleeps: (() => void)[] = [];
  const sleep = (_: number, signal: AbortSignal) =>
    new Promise<void>(resolve => {
      sleeps.push(resolve);
      signal.addEventListener('abort', () => resolve());
    });
  const opened = entityTopic(type, join, sleep).open(ref);
  const told: (TopicChange | undefined)[] = [];
  opened.onChange(change => told.push(change));
  const find = () => {
    rows.set('one', {});
    const change = { upserts: rows, removals: new Set<string>() };
    listeners.forEach(listener => listener(change));
  };
  const answer = async (answered: boolean) => {
    answers.shift()?.(answered);
    await new Promise(setImmediate);
  };
  const catalog = () => opened.sources().find(({ kind }) => kind === 'portal')?.freshness;
  return { answer, catalog, find, handle, opened, sleeps, told, world };
}

it('asks nobody about an entity that is known', () => {
  const { catalog, handle, opened, world } = setup({ known: true });
  expect([opened, catalog(), world.refreshes]).toEqual([handle, undefined, 0]);
});

it('asks about one that is not, and says meanwhile that the catalog has not answered', async () => {
  const { answer, catalog, told, world } = setup({ known: false });
  expect([catalog(), world.refreshes]).toEqual(['connecting', 1]);
  await answer(true);
  expect([catalog(), told]).toEqual([undefined, [undefined]]);
});

it('waits for what is found of an entity that has become known, as features read it a moment later', async () => {
  const { answer, catalog, find, told, world } = setup({ known: false });
  world.known = true;
  await answer(true);
  expect([catalog(), told]).toEqual(['connecting', []]);
  find();
  await new Promise(setImmediate);
  expect(catalog()).toBeUndefined();
  expect(told).toEqual([expect.objectContaining({ removals: new Set() }), undefined]);
});

it('waits for that no longer than a moment: nothing may be there', async () => {
  const { answer, catalog, sleeps, world } = setup({ known: false });
  world.known = true;
  await answer(true);
  sleeps.forEach(awake => awake());
  await new Promise(setImmediate);
  expect(catalog()).toBeUndefined();
});

it('says that the catalog does not answer, and asks again', async () => {
  const { answer, catalog, world } = setup({ known: false });
  await answer(false);
  expect([catalog(), world.patience, world.refreshes]).toEqual(['unreachable', 1, 2]);
  await answer(true);
  expect(catalog()).toBeUndefined();
});

it('asks no more, and tells nothing, when nobody looks', async () => {
  const { answer, handle, opened, told, world } = setup({ known: false });
  opened.close();
  await answer(false);
  expect([told, world.refreshes]).toEqual([[], 1]);
  expect(handle.close).toHaveBeenCalled();
});
