import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { down, makeLine, makeSource, NOW } from '../__testUtils__/databases';
import { believedLine } from '../hooks/useDatabases';
import { databaseNotes } from './databaseNotes';

const catalogue = 'component:default/catalogue';
const links = { one: (id: string) => `/databases/${id}`, service: () => '/catalog/catalogue/database' };

const noteOf = (...lines: DatabaseLine[]) =>
  databaseNotes(lines, { services: [catalogue], now: Date.parse(NOW), links }).get(catalogue);
const linesOf = (...lines: DatabaseLine[]) =>
  noteOf(...lines)?.lines.map(({ text, state, since }) => [text, state, since]);

const healthy = ['healthy', 'healthy', undefined];
const text = (words: string) => [words, undefined, undefined];
const since = '2026-11-21T10:40:00Z';
const full = makeLine({
  name: 'orders',
  verdict: { state: 'degraded', reasons: [{ text: 'It is full' }] },
  since,
});
const noAlarm = { ok: 6, alarm: 0, insufficientData: 0 };

it.each<[string, DatabaseLine[], unknown[]]>([
  ['how far its readers are behind', [makeLine()], [healthy, text('reader lag 17 ms')]],
  ['that its lag is not known', [makeLine({ lag: 'unknown' })], [healthy, text('lag not known')]],
  [
    'how much of its connections is used where nobody follows',
    [makeLine({ lag: undefined })],
    [healthy, text('21 % of connections')],
  ],
  ['nothing more where there is nothing', [makeLine({ lag: undefined, connections: {} })], [healthy]],
  ['what is wrong', [full], [['degraded', 'degraded', since], text('It is full')]],
  [
    'how many alarms are on',
    [{ ...full, alarms: { ...noAlarm, alarm: 2 } }],
    [['degraded', 'degraded', since], text('2 alarms on')],
  ],
  [
    'that it fails over',
    [
      makeLine({
        verdict: { state: 'progressing', reasons: [{ text: 'Failing over from shop-a' }] },
        lastFailover: { from: 'shop-a', startedAt: '2026-11-21T10:53:40Z' },
      }),
    ],
    [['failing over', 'progressing', '2026-11-21T10:53:40Z'], text('from shop-a')],
  ],
  ['how many there are when all are well', [makeLine(), makeLine()], [healthy, text('2 databases')]],
  [
    'which one of several needs a look',
    [full, makeLine()],
    [['degraded', 'degraded', since], text('orders: It is full')],
  ],
  [
    'of a Region out of reach nothing that it was',
    [believedLine(makeLine(), [makeSource(down)])],
    [['unknown', 'unknown', down.since], text('eu-west-1 does not answer')],
  ],
])('says %s', (_, lines, said) => {
  expect(linesOf(...lines)).toEqual(said);
});

it('leads to the one database, or to the service when there are several, and tells all of them', () => {
  expect(noteOf(makeLine())?.href).toBe('/databases/4212/eu-west-1/shop-aurora');
  const note = noteOf(full, makeLine());
  expect(note?.href).toBe('/catalog/catalogue/database');
  expect(note?.about.split('\n')).toEqual([
    expect.stringMatching(/^orders: Failed over/),
    expect.stringMatching(/^shop-aurora: Failed over/),
  ]);
});

it('says nothing of services without a database', () => {
  expect(noteOf(makeLine({ entityRefs: [] }))).toBe(undefined);
});
