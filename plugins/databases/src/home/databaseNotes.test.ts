import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { down, makeLine, makeSource, NOW } from '../__testUtils__/databases';
import { believedLine } from '../hooks/useDatabases';
import { databaseNotes } from './databaseNotes';

const catalogue = 'component:default/catalogue';
const links = { one: (id: string) => `/databases/${id}`, service: () => '/catalog/catalogue/database' };

const noteOf = (...lines: DatabaseLine[]) =>
  databaseNotes(lines, { services: [catalogue], now: Date.parse(NOW), links }).get(catalogue);
const linesOf = (...lines: DatabaseLine[]) =>
  noteOf(...lines)?.lines.map(({ text, state, since, beside }) => [
    [text, beside].filter(Boolean).join(' · '),
    state,
    since,
  ]);

const text = (words: string) => [words, undefined, undefined];
const well = (words: string) => [words, 'healthy', undefined];
const healthy = well('healthy');
const connections = text('21 % of connections');
const since = '2026-11-21T10:40:00Z';
const full = makeLine({
  name: 'orders',
  verdict: { state: 'degraded', reasons: [{ text: 'It is full' }] },
  since,
});
const noAlarm = { ok: 6, alarm: 0, insufficientData: 0 };

it.each<[string, DatabaseLine[], unknown[]]>([
  [
    'how busy it is, and how much of its connections is used',
    [makeLine({ cpu: 34 })],
    [well('healthy · CPU 34 %'), connections],
  ],
  [
    'how far its readers are behind where nobody measures its processor',
    [makeLine()],
    [well('healthy · lag 17 ms'), connections],
  ],
  [
    'that its lag is not known',
    [makeLine({ cpu: 34, lag: 'unknown' })],
    [well('healthy · CPU 34 %'), text('lag not known')],
  ],
  [
    'its lag after its processor where its connections are not known',
    [makeLine({ cpu: 34, connections: {} })],
    [well('healthy · CPU 34 %'), text('lag 17 ms')],
  ],
  [
    'how many connections where nobody follows and nobody knows how many there may be',
    [makeLine({ lag: undefined, connections: { used: 212 } })],
    [healthy, text('212 connections')],
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
    [believedLine(makeLine({ cpu: 34 }), [makeSource(down)])],
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

it('tells how busy each is in the whole story, of those that are seen', () => {
  const busy = { ...full, cpu: 97 };
  expect(noteOf(busy)?.about).toMatch(/^orders: .* CPU 97 %\.$/);
  expect(noteOf(believedLine(busy, [makeSource(down)]))?.about).not.toMatch(/CPU/);
});

it('says nothing of services without a database', () => {
  expect(noteOf(makeLine({ entityRefs: [] }))).toBe(undefined);
});
