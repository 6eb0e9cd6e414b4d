import { eventsKind, type EventRow } from '@greenroom/cluster-access';
import { eventLineSchema } from '@greenroom/plugin-cluster-health-common';
import recorded from '../__fixtures__/events.json';
import kubelet from '../__fixtures__/kubeletEvents.json';
import { row } from '../__testUtils__/fixtures';
import { eventLines } from './eventLines';

const rows = Object.keys(recorded).map(name => row(eventsKind, recorded, name));
const readiness = row(eventsKind, kubelet, 'readiness');
const of = (name: string, over: Partial<EventRow> = {}): EventRow => ({
  ...readiness,
  uid: name,
  about: { kind: 'Pod', name },
  ...over,
});

it('reads recorded events, the newest first', () => {
  const lines = eventLines(rows);
  expect(lines.length).toBeGreaterThan(2);
  lines.forEach(line => expect(eventLineSchema.parse(line)).toEqual(line));
  expect(lines.map(({ at }) => at)).toEqual(
    lines
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(
    rows.reduce((sum, { count }) => sum + count, 0),
  );
});

it('tells once what is told of several pods of one workload in the same words', () => {
  const lines = eventLines([
    of('checkout-85758bb9f4-84xbl', { count: 3, at: '2026-11-21T11:20:00Z' }),
    of('checkout-85758bb9f4-mdzng', { count: 4, at: '2026-11-21T11:24:00Z' }),
    of('search-5dc957f984-f46j5', { at: '2026-11-21T11:10:00Z', count: 1 }),
  ]);
  expect(lines).toMatchObject([
    {
      count: 7,
      objects: 2,
      at: '2026-11-21T11:24:00Z',
      object: { name: 'checkout-85758bb9f4-mdzng', namespace: 'shop' },
    },
    { count: 1, object: { name: 'search-5dc957f984-f46j5' } },
  ]);
  expect(lines[1]).not.toHaveProperty('objects');
});

it('tells once that pods of one DaemonSet are refused, each under a name of its own', () => {
  const refused = ['FailedCreate/11', 'FailedCreate/16', 'FailedCreate/17'].map(name =>
    row(eventsKind, recorded, name),
  );
  expect(eventLines(refused)).toMatchObject([
    {
      reason: 'FailedCreate',
      count: 5,
      text: expect.stringMatching(
        /^Error creating: pods "agent-[a-z0-9]{5}" is forbidden: exceeded quota: none/,
      ),
    },
  ]);
});

it('tells once what is tried again and again, however long it took', () => {
  const routes = ['FailedToCreateRoute/26', 'FailedToCreateRoute/27', 'FailedToCreateRoute/28'];
  expect(eventLines(routes.map(name => row(eventsKind, recorded, name)))).toMatchObject([
    { count: 3, at: '2026-11-22T13:44:49Z', object: { kind: 'Node', name: 'routeless' } },
  ]);
});

it('gives no namespace to what has none', () => {
  const [line] = eventLines([
    of('kwok-1', { about: { kind: 'Node', name: 'kwok-1' }, namespace: 'default' }),
  ]);
  expect(line?.object).toEqual({ apiVersion: 'v1', kind: 'Node', name: 'kwok-1' });
});

it('holds no more than is asked for', () => {
  expect(
    eventLines([of('a', { text: 'one' }), of('b', { text: 'two' }), of('c', { text: 'six' })], 2),
  ).toHaveLength(2);
});
